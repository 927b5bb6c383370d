"""Require that a password set by someone else is changed first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from foundation.accounts.requests import AuthenticatedRequest

_FIRST_CHANGE = "这是初始密码或重置后的密码，请先改成自己的密码。"


class PasswordChangeMiddleware:
    """Redirect a user with an initial or reset password to the page for changing it; the API answers 403 until then.

    Whoever set the password knows it too and must not be able to act in the user's name. Must come after the messages
    middleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AuthenticatedRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not self._is_free(request.path):
            if request.path.startswith("/api/"):
                refusal = {"code": "password_change", "message": _FIRST_CHANGE, "fields": {}}
                return JsonResponse(refusal, status=403, json_dumps_params={"ensure_ascii": False})
            messages.info(request, _FIRST_CHANGE)
            return HttpResponseRedirect(reverse("accounts:password"))
        return self.get_response(request)

    def _is_free(self, path: str) -> bool:
        free = (reverse("accounts:password"), reverse("logout"), settings.STATIC_URL, "/health/")
        return path.startswith(free)
