"""From which address a request came, behind as many proxies as the installation names (setting TRUSTED_PROXIES)."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings


def client_address(request: Any) -> str:
    """The caller's address for the journal, the list of sessions and the lockout; empty when there is none.

    Each trusted proxy adds whom it was called by to ``X-Forwarded-For``; what stands further left was written by the
    caller and is never believed.
    """
    nearest = _address(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.TRUSTED_PROXIES
    if not trusted:
        return nearest
    named = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return _address(named[-trusted]) or nearest if len(named) >= trusted else nearest


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""
