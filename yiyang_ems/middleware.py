"""Middleware of the project: null characters, caching, idle sessions, redirects after login."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

GetResponse = Callable[[HttpRequest], HttpResponse]
_SEEN = "last_seen"


def refuse_null_characters(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a URL with a NUL: no person types one, and the database stores no text with one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def private_answers(get_response: GetResponse) -> GetResponse:
    """Forbid caching unless a response sets its own policy.

    A proxy of a county may sit between the portal and the user, and on a shared computer the browser must ask again.
    Going back to an unsent form still works.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def session_idle_timeout(get_response: GetResponse) -> GetResponse:
    """Log out a user who has been idle for SESSION_IDLE_SECONDS.

    Requests that a page makes by itself (header `X-Background: 1`) do not count as use.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            now = int(time.time())
            seen = request.session.get(_SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif request.headers.get("X-Background") != "1" and (_SEEN not in request.session or now - seen >= 60):
                request.session[_SEEN] = now  # once a minute is enough and saves a write on each request
        return get_response(request)

    return middleware


def return_to_form(get_response: GetResponse) -> GetResponse:
    """Redirect to the form's page after a login that interrupted sending the form, not to the form's target.

    A fragment that a page requests by itself is refused (401) instead of receiving the login page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseRedirect) or not response.url.startswith(f"{settings.LOGIN_URL}?"):
            return response
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        page = urlsplit(request.headers.get("Referer", ""))
        if request.method == "POST" and page.netloc == request.get_host():
            return redirect_to_login(page.path + (f"?{page.query}" if page.query else ""))
        return response

    return middleware
