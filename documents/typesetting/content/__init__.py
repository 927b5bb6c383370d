"""The content model of a document: blocks, parts, parsing and validation."""
