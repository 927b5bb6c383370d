"""Lock a stored row for a service and compare its version: one answer for what somebody else has changed meanwhile."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from foundation.audit.models import Event
from foundation.audit.selectors import history_of
from foundation.audit.services import SYSTEM_NAME
from foundation.common import clock
from foundation.common.errors import Stale
from foundation.common.text import date_format

M = TypeVar("M", bound=models.Model)


def lock_row(rows: models.QuerySet[M], pk: Any) -> M:
    """Return the newest stored row, locked until the transaction ends; what ``rows`` joins is read, not locked.

    Call it in every service that changes a row, before its state is asked. Raises the model's ``DoesNotExist``.
    """
    return rows.select_for_update(of=("self",)).get(pk=pk)


def require_version(obj: models.Model, version: int | None, noun: str) -> None:
    """Raise ``Stale`` when ``version``, which the person has read, is no longer that of the locked ``obj``.

    ``noun`` names the object in the sentence (这份公文). Without a version nothing is compared.
    """
    if version is not None and version != obj.version:  # type: ignore[attr-defined]
        raise Stale(f"{noun}在您打开之后有了变动。{last_change(obj)}您填的还在，请对照后再办。")


def last_change(obj: models.Model) -> str:
    """Say who did what last and when, as one sentence (王凯 10:12 送审。); empty when nobody has done anything."""
    last = history_of(obj).first()
    return f"{who_and_when(last)} {last.message.rstrip('。')}。" if last else ""


def who_and_when(event: Event | None) -> str:
    """Say whose event it was and when: 王凯 10:12, with the day when it was not today; 系统 for none."""
    if event is None:
        return SYSTEM_NAME
    now = clock.now()
    is_today = clock.local(event.at).date() == now.date()
    when = date_format.clock_time(event.at) if is_today else date_format.moment(event.at, now=now)
    return f"{event.actor_name} {when}"
