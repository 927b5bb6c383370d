"""Error responses of the API: one format, one status for each kind of error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_handler

from foundation.common.errors import (
    DomainError,
    NotPermitted,
    Stale,
    Unreadable,
)

_KNOWN: dict[type[Exception], tuple[str, str]] = {
    exceptions.NotAuthenticated: ("not_authenticated", "请先登录，或在请求头中给出令牌。"),
    exceptions.AuthenticationFailed: ("authentication_failed", "令牌无效、已停用或已过期。"),
    exceptions.PermissionDenied: ("not_permitted", "您的角色不办这一项。"),
    PermissionDenied: ("not_permitted", "您的角色不办这一项。"),
    exceptions.NotFound: ("not_found", "没有这项内容，或者它不在您的单位范围内。"),
    Http404: ("not_found", "没有这项内容，或者它不在您的单位范围内。"),
    exceptions.MethodNotAllowed: ("method_not_allowed", "这个地址不接受这种请求方法。"),
    exceptions.ParseError: ("unreadable", "请求内容读不出来，请按 JSON 格式书写。"),
    exceptions.UnsupportedMediaType: ("unsupported_media_type", "请用 application/json 提交。"),
    exceptions.NotAcceptable: ("not_acceptable", "只能返回 JSON。"),
    exceptions.Throttled: ("too_many_requests", "请求过于频繁，请稍后再试。"),
}


class PreconditionFailed(exceptions.APIException):
    """If-Match names a version that is not the stored one (412)."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"
    default_detail = "这项内容在您读取之后已被修改，请重新读取后再改。"


class KeyConflict(exceptions.APIException):
    """The Idempotency-Key was used for another request (422)."""

    def __init__(self, code: str, message: str, status_code: int) -> None:
        super().__init__(message, code)
        self.status_code = status_code


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer every error as ``{"code", "message", "fields"}`` (setting REST_FRAMEWORK.EXCEPTION_HANDLER).

    An error of a service is 422, a missing permission 403, a stale version 409 (412 when the request had If-Match).
    Unknown errors are left to Django, which logs them.
    """
    if isinstance(error, DomainError):
        return _answer(_domain_status(error, context), error.code, error.message, error.fields)
    if isinstance(error, DjangoValidationError):
        fields = _texts(error.message_dict) if hasattr(error, "error_dict") else {}
        return _answer(400, "invalid", next(iter(fields.values()), "；".join(error.messages)), fields)
    if isinstance(error, exceptions.ValidationError):
        fields = _texts(error.detail)
        return _answer(400, "invalid", fields.pop("", "") or f"还有 {len(fields)} 处待改。", fields)
    if isinstance(error, RecursionError):
        return _answer(400, "unreadable", "请求内容嵌套过深，读不出来。", {})
    if isinstance(error, UnicodeEncodeError):
        # A lone surrogate: JSON can express it, but neither UTF-8 nor the database can store it.
        return _answer(400, "unreadable", "请求内容里有不成字的字符，请改正。", {})
    response = rest_handler(error, dict(context))
    if response is None:
        return None
    code, message = _known(error)
    response.data = {"code": code, "message": message, "fields": {}}
    return response


def _domain_status(error: DomainError, context: Mapping[str, Any]) -> int:
    if isinstance(error, NotPermitted):
        return 403
    if isinstance(error, Unreadable):
        return 400
    if isinstance(error, Stale):
        request = context.get("request")
        return 412 if request is not None and request.headers.get("If-Match") else 409
    return 422


def _known(error: Exception) -> tuple[str, str]:
    for kind, answer in _KNOWN.items():
        if isinstance(error, kind):
            return answer
    detail = getattr(error, "detail", "")
    return str(getattr(detail, "code", "error")), str(detail)


def _answer(status_code: int, code: str, message: str, fields: Mapping[str, str]) -> Response:
    return Response({"code": code, "message": message, "fields": dict(fields)}, status=status_code)


def _texts(detail: Any, prefix: str = "") -> dict[str, str]:
    """Flatten a serializer's errors: nested names joined by dots, general errors under the empty name."""
    if isinstance(detail, Mapping):
        found: dict[str, str] = {}
        for name, inner in detail.items():
            own = "" if name in ("non_field_errors", "__all__") else str(name)
            found |= _texts(inner, ".".join(part for part in (prefix, own) if part))
        return found
    if isinstance(detail, list | tuple):
        plain = [item for item in detail if not isinstance(item, Mapping | list | tuple)]
        found = {prefix: str(plain[0])} if plain else {}
        for index, item in enumerate(detail):
            if isinstance(item, Mapping | list | tuple):
                found |= _texts(item, f"{prefix}.{index}" if prefix else str(index))
        return found
    return {prefix: str(detail)}
