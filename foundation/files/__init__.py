"""Uploaded files as evidence for any object: checked on the way in, served by permission."""
