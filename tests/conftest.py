"""Shared fixtures and guards of all tests."""

from __future__ import annotations

from yiyang_ems.testing import django_db_setup  # noqa: F401 - must be seen here, or pytest-django's own wins
