"""Shared parts of the REST API: errors, ETag, idempotency, pagination, parsers."""
