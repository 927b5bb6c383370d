"""Every write of patrols."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.locking import lock_row, require_version
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import covers_place, require
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, settle_todos
from tests.example.actions import PATROL_ACTIONS
from tests.example.models import Patrol


@transaction.atomic
def record_patrol(*, user: User, place_code: str, done_on: dt.date, hazards: int, summary: str) -> Patrol:
    """Record a patrol of a place; the city's officers get a to-do to close it.

    Raises ``NotPermitted``, ``DomainError("invalid")`` with the fields ``place_code`` and ``done_on``.
    """
    action = PATROL_ACTIONS["record"]
    require(user, action.permission)
    problems = {}
    if not covers_place(user, action.permission, place_code):
        problems["place_code"] = "只能登记本辖区的巡查。"
    if done_on > clock.today():
        problems["done_on"] = "巡查日期不能晚于今天。"
    if problems:
        raise DomainError(ErrorCode.INVALID, "请按提示修改。", problems)
    patrol = Patrol(place_code=place_code, done_on=done_on, hazards=hazards, summary=summary, recorded_by=user)
    patrol.full_clean()
    patrol.save()
    record(user=user, act=action.event_code, obj=patrol, division_code=place_code, message="登记巡查。")
    text = TodoText(title=str(patrol), organization=city_bureau(), url=patrol.get_absolute_url())
    settle_todos(action, patrol, text)
    return patrol


@transaction.atomic
def close_patrol(*, user: User, patrol: Patrol, remark: str, version: int | None = None) -> Patrol:
    """Close a patrol with a remark.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_missing``, ``reason_too_long``, ``wrong_state``.
    """
    action = PATROL_ACTIONS["close"]
    require(user, action.permission, on=patrol)
    remark = action.clean_text(remark)
    patrol = lock_row(Patrol.objects.all(), patrol.pk)
    require_version(patrol, version, "这次巡查")
    patrol.status = PATROL_ACTIONS.require_state(action.code, patrol.status)
    patrol.remark = remark
    patrol.version += 1
    patrol.save()
    record(user=user, act=action.event_code, obj=patrol, division_code=patrol.place_code, message=f"办结巡查：{remark}")
    settle_todos(action, patrol)
    return patrol
