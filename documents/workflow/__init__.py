"""From draft to issue, receipt and reply."""
