"""Bind a request id to everything that a request writes, and return it as ``X-Request-ID``."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.audit.context import name_actor, working_on


class AuditMiddleware:
    """Must come after the authentication middleware; the user of a token is added later by ``services.record``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with working_on(request.headers.get("X-Request-ID"), what=f"{request.method} {request.path}"[:200]) as bound:
            request.META["HTTP_X_REQUEST_ID"] = bound
            if request.method not in ("GET", "HEAD", "OPTIONS"):
                user = getattr(request, "user", None)
                if user is not None and user.is_authenticated:
                    name_actor(user.pk)
            response = self.get_response(request)
        response["X-Request-ID"] = bound
        return response
