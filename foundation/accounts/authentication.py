"""Authenticate API requests by ``Authorization: Token …``."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from foundation.accounts.models import ApiToken, User
from foundation.accounts.tokens import user_of
from foundation.audit.context import name_actor


class TokenAuthentication(BaseAuthentication):
    """Let a request with a token act as the token's owner, with the owner's roles and scope."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User, ApiToken | None] | None:
        """Return the owner and the token, None when no token was sent. An unknown or expired one raises (401)."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != self.keyword.lower().encode():
            return None
        user = user_of(words[1].decode("ascii", "replace")) if len(words) == 2 else None
        if user is None:
            raise AuthenticationFailed("接口令牌无效、已停用或已过期。")
        name_actor(user.pk)
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """Return the ``WWW-Authenticate`` header of a 401."""
        return self.keyword


class TokenScheme(OpenApiAuthenticationExtension):
    """Describe token authentication in OpenAPI."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token 后接一个空格和令牌"}
