"""The request (or task, or command) being processed; stored with journal entries and row history."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,40}")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the id of the current request, task or command; empty outside of any."""
    return _request_id.get()


@contextmanager
def working_on(identifier: str | None = None, *, what: str = "") -> Iterator[str]:
    """Bind an id to everything written inside the block: journal entries and row history alike.

    ``identifier`` is used when well formed (a proxy's request id, a task's id), otherwise a new one is made. ``what``
    says briefly what is running: a path, a task's or command's name.
    """
    given = identifier or ""
    bound = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    token = _request_id.set(bound)
    try:
        with pghistory.context(request_id=bound, what=what):
            yield bound
    finally:
        _request_id.reset(token)


def name_actor(actor_id: int | None) -> None:
    """Add the user to the row history of the current block; does nothing outside of a block."""
    if _request_id.get():
        pghistory.context(user=actor_id)
