"""The types of requests whose person is known, for views of packages below ``accounts``."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.views import View

from foundation.common.people import Person


class PersonRequest(HttpRequest):
    """The type of a request behind the login, for views of packages below ``accounts``."""

    user: Person  # type: ignore[assignment]


class PersonView(LoginRequiredMixin, View):
    """A view of a package below ``accounts`` that asks for the login and whose ``request.user`` is a ``Person``."""

    request: PersonRequest
