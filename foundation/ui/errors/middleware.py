"""What services refuse and no view has caught becomes a page that says so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.common.errors import DomainError, NotPermitted, Stale


class DomainErrorMiddleware:
    """Answer a ``DomainError`` that left a view: 403 not permitted, 409 stale, 422 otherwise, each with its
    sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if isinstance(error, NotPermitted):
            return render(request, "403.html", {"message": error.message}, status=403)
        status = 409 if isinstance(error, Stale) else 422
        return render(request, "errors/refused.html", {"error": error}, status=status)
