"""Letters to other units: details asked beforehand, placeholders, citations, texts and checks."""
