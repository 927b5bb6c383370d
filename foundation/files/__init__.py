"""Uploaded files, checked on the way in and served by permission."""
