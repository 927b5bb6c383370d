"""Decisions: what people do with proposals."""
