"""The end of sessions nobody uses."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
_SEEN = "last_seen"


def session_idle_timeout(get_response: GetResponse) -> GetResponse:
    """Log out a person who has done nothing for SESSION_IDLE_SECONDS. Requests that a page makes by itself
    (header `X-Background: 1`) do not count as use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            now = int(time.time())
            seen = request.session.get(_SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif request.headers.get("X-Background") != "1" and (_SEEN not in request.session or now - seen >= 60):
                request.session[_SEEN] = now  # once a minute is enough, and saves a write on each request
        return get_response(request)

    return middleware
