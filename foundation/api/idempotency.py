"""POST with ``Idempotency-Key``: run once, store the response in the same transaction, return it again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.errors import KeyConflict
from foundation.api.models import AnsweredRequest
from foundation.common import clock

KEPT = dt.timedelta(hours=24)


@dataclass(frozen=True)
class StoredAnswer:
    """A stored response: a digest of the request's content, then what was answered."""

    content: str
    status: int
    data: Any
    headers: dict[str, str]


_Handler = Callable[..., Response]


class IdempotentMixin:
    """Run a POST with ``Idempotency-Key`` once within 24 h: a repetition gets the stored response.

    The key belongs to the user and the URL. It is stored in the transaction of the action itself, so that a process
    killed at any moment leaves either both or none; a second request waits for the first. Only successful responses are
    kept: a refused request changed nothing and may be corrected and sent again with the same key. The same key with
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
        # REST framework reads the handler from the view after this; the request is authenticated and permitted by now.
        self.post = partial(self._once, key, self.post)

    def _once(self, key: str, handler: _Handler, request: Request, *args: Any, **kwargs: Any) -> Response:
        digest = hashlib.sha256(f"{request.user.pk}\n{request.path}\n{key}".encode()).hexdigest()
        content = hashlib.sha256(_content(request)).hexdigest()
        with transaction.atomic():
            stored = claim(digest=digest, content=content)
            if stored is not None:
                return _repeated(stored, content)
            response = handler(request, *args, **kwargs)
            if 200 <= response.status_code < 300 and isinstance(response, Response):
                keep(digest=digest, answer=_answer_to_keep(response, content))
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
    """Return the request's content in a form that ignores the order of names; a file is its name and its bytes."""
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


def claim(*, digest: str, content: str) -> StoredAnswer | None:
    """Claim the digest, or return its response of the last 24 h. Waits for another transaction that holds it."""
    now = clock.now()
    AnsweredRequest.objects.filter(digest=digest, at__lt=now - KEPT).delete()
    AnsweredRequest.objects.bulk_create(
        [AnsweredRequest(digest=digest, content=content, at=now)], ignore_conflicts=True
    )
    row = AnsweredRequest.objects.select_for_update().get(digest=digest)
    if row.status is None:
        return None
    return StoredAnswer(row.content, row.status, row.data, row.headers)


def keep(*, digest: str, answer: StoredAnswer) -> None:
    """Store the response for a digest claimed in this transaction."""
    AnsweredRequest.objects.filter(digest=digest).update(status=answer.status, data=answer.data, headers=answer.headers)


def forget_old() -> int:
    """Delete stored responses older than 24 h; called daily by the scheduler. Returns their number."""
    return AnsweredRequest.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
