"""POST with ``Idempotency-Key``: done once, its answer kept in the transaction of the act and given again."""

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


def claim(*, digest: str, content: str) -> StoredAnswer | None:
    """Take the digest, or return what was answered to it within 24 h; waits for another transaction that holds it."""
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
    """Store the answer of a digest claimed in this transaction."""
    AnsweredRequest.objects.filter(digest=digest).update(status=answer.status, data=answer.data, headers=answer.headers)


def forget_old() -> int:
    """Remove what is older than 24 h; called daily by the scheduler. Returns how many."""
    return AnsweredRequest.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
