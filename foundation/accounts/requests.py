"""The types of requests whose person is known, for views and API of ``accounts`` and all above it."""

from __future__ import annotations

from rest_framework.request import Request

from foundation.accounts.models import User
from foundation.common.requests import PersonRequest, PersonView


class AuthenticatedRequest(PersonRequest):
    """The type of a request behind the login. Never constructed."""

    user: User


class AuthenticatedApiRequest(Request):
    """The type of an API request that has passed authentication. Never constructed."""

    user: User


class AuthenticatedView(PersonView):
    """A view that asks for the login and whose ``request.user`` is a ``User``.

    Name it before ``ListPage``, ``ConfirmView`` or ``ActionView``, which know only a ``Person``.
    """

    request: AuthenticatedRequest
