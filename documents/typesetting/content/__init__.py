"""The content model of a document: blocks, parts, their reading and validation."""
