"""Typesetting in a helper process with limits."""
