"""What every API room shares: the shape of errors and pages, versions by ETag, requests that may be repeated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.files import File
from django.db import models, transaction
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_handler

from foundation.kit.errors import DomainError, NotPermitted, Stale, Unreadable

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
    """If-Match names another version than the stored one (412)."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"
    default_detail = "这项内容在您读取之后已被修改，请重新读取后再改。"


class KeyConflict(exceptions.APIException):
    """An Idempotency-Key that was used for another request (422)."""

    def __init__(self, code: str, message: str, status_code: int) -> None:
        super().__init__(message, code)
        self.status_code = status_code


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer every error as ``{"code", "message", "fields"}`` (setting REST_FRAMEWORK.EXCEPTION_HANDLER).

    What a service refused is 422, not permitted 403, stale 409 (412 when the request came with If-Match). Unknown
    errors are left to Django, which logs them.
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
    if isinstance(error, UnicodeEncodeError):  # half a character, as JSON can write it: no store takes it
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
    """Flatten a serializer's errors: nested names joined by dots, the general ones under the empty name."""
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


class Page(PageNumberPagination):
    """``?page=&page_size=`` (at most 200): ``{"count", "next", "previous", "results"}``."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    invalid_page_message = "没有这一页。"


class EtagMixin:
    """Versions by ETag for a viewset: ``retrieve`` answers with it, ``expected_version`` reads If-Match.

    ``version_field`` names the integer that grows with every change. A service gets the number and raises ``Stale``
    when it is no longer the stored one, which becomes 412; a wrong number known before is 412 at once.
    """

    version_field = "version"

    def version_of(self, obj: models.Model) -> int:
        """The stored version of ``obj``; a viewset whose rows keep it elsewhere says where."""
        return int(getattr(obj, self.version_field))

    def etag_of(self, obj: models.Model) -> str:
        return f'"{self.version_of(obj)}"'

    def with_etag(self, response: Response, obj: models.Model) -> Response:
        """Set the ETag header of ``response`` to the version of ``obj``."""
        response["ETag"] = self.etag_of(obj)
        return response

    def expected_version(self, request: Request, obj: models.Model) -> int | None:
        """The version the caller read, None without If-Match (or with ``*``). Raises ``PreconditionFailed``."""
        header = request.headers.get("If-Match", "").strip()
        if not header or header == "*":
            return None
        tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
        if self.etag_of(obj) not in tags:
            raise PreconditionFailed()
        return self.version_of(obj)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        obj = self.get_object()  # type: ignore[attr-defined]
        return self.with_etag(Response(self.get_serializer(obj).data), obj)  # type: ignore[attr-defined]


class AnswerStore(Protocol):
    """Where answers to requests with an Idempotency-Key are kept (setting IDEMPOTENCY_STORE, a module)."""

    def claim(self, *, digest: str, content: str) -> StoredAnswer | None:
        """Take the digest in the running transaction; the stored answer when it was taken before.

        Waits while another transaction holds the digest.
        """

    def keep(self, *, digest: str, answer: StoredAnswer) -> None:
        """Store the answer of a claimed digest in the same transaction."""


@dataclass(frozen=True)
class StoredAnswer:
    """An answer given before: a digest of the request's content, then what was answered."""

    content: str
    status: int
    data: Any
    headers: dict[str, str]


_Handler = Callable[..., Response]


class IdempotentMixin:
    """POST with ``Idempotency-Key`` is done once within 24 h: a repetition gets the stored answer.

    The key belongs to the person and the address. It is stored in the transaction of the act itself, so that a process
    killed at any moment leaves either both or none; a second request waits for the first. Only successful answers are
    kept, for a refused request changed nothing and may be mended and sent again with the same key. The same key with
    other content is 422.
    """

    post: _Handler

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get("Idempotency-Key", "").strip()
        if request.method != "POST" or not key:
            return
        if len(key) > 200:
            raise exceptions.ValidationError({"Idempotency-Key": ["最长 200 个字符。"]})
        # REST framework looks the handler up on the view after this: only here is the request known and allowed.
        self.post = partial(self._once, key, self.post)

    def _once(self, key: str, handler: _Handler, request: Request, *args: Any, **kwargs: Any) -> Response:
        store: AnswerStore = import_module(settings.IDEMPOTENCY_STORE)
        digest = hashlib.sha256(f"{request.user.pk}\n{request.path}\n{key}".encode()).hexdigest()
        content = hashlib.sha256(_content(request)).hexdigest()
        with transaction.atomic():
            stored = store.claim(digest=digest, content=content)
            if stored is not None:
                return _repeated(stored, content)
            response = handler(request, *args, **kwargs)
            if 200 <= response.status_code < 300 and isinstance(response, Response):
                store.keep(digest=digest, answer=_answer_to_keep(response, content))
            else:
                transaction.set_rollback(True)
        return response


def _answer_to_keep(response: Response, content: str) -> StoredAnswer:
    headers = {name: response[name] for name in ("ETag", "Location") if name in response}
    data = json.loads(JSONRenderer().render(response.data) or "null")
    return StoredAnswer(content, response.status_code, data, headers)


def _repeated(stored: StoredAnswer, content: str) -> Response:
    if stored.content != content:
        raise KeyConflict("idempotency_mismatch", "这个 Idempotency-Key 已用于另一内容，请换一个。", 422)
    return Response(stored.data, status=stored.status, headers={**stored.headers, "Idempotency-Replayed": "true"})


def _content(request: Request) -> bytes:
    """The meaning of the request's body: the order of names does not matter, a file is its name and its bytes."""
    data = request.data
    if isinstance(data, Mapping):
        plain = {name: data.getlist(name) if hasattr(data, "getlist") else data[name] for name in data}
        return json.dumps(plain, sort_keys=True, ensure_ascii=False, default=_plain).encode()
    return json.dumps(data, sort_keys=True, ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> str:
    if not isinstance(value, File):
        return str(value)
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return f"{value.name}\n{digest.hexdigest()}"
