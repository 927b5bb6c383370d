"""Official documents: content, numbering, layout, life, delivery."""
