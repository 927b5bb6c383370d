"""The client's address behind as many proxies as the installation declares (setting TRUSTED_PROXIES)."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings


def client_address(request: Any) -> str:
    """Return the client's address for the journal, sessions and the lockout; empty when there is none.

    Each trusted proxy appends its caller's address to ``X-Forwarded-For``; anything further left was sent by the client
    and is not trusted.
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
