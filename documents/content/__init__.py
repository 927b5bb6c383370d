"""Content of a document: building, comparing, pasting."""
