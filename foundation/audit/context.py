"""Which request (or task, or command) the present work belongs to; kept with journal entries and row history."""

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
    """The id of the request, task or command at work; empty outside of any."""
    return _request_id.get()


@contextmanager
def working_on(identifier: str | None = None, *, what: str = "") -> Iterator[str]:
    """Bind an id to everything written inside the block: journal entries and row history alike.

    ``identifier`` is taken over when well formed (a proxy's request id, a task's id), else a new one is made. ``what``
    says in short what is at work: a path, a task's or command's name.
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
    """Add the person to the row history of the block at work; outside of any block it does nothing."""
    if _request_id.get():
        pghistory.context(user=actor_id)
