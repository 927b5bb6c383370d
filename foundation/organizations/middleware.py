"""A password given by someone else must be changed before anything else is done."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class PasswordChangeMiddleware:
    """Sends a person with a first or reset password to the page for changing it. Stands after the messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not self._is_free(request.path):
            messages.info(request, "这是初始密码或重置后的密码，请先改成自己的密码。")
            return HttpResponseRedirect(reverse("organizations:password"))
        return self.get_response(request)

    def _is_free(self, path: str) -> bool:
        free = (reverse("organizations:password"), reverse("logout"), settings.STATIC_URL, "/health/", "/api/")
        return path.startswith(free)
