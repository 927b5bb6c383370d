"""Services of the holiday table, which follows the State Council's yearly notice."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.audit.services import record
from foundation.calendar.actions import HOLIDAY_ACTIONS
from foundation.calendar.models import Holiday
from foundation.calendar.signals import holidays_changed
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.people import Person

ENTER, REMOVE = HOLIDAY_ACTIONS["enter"], HOLIDAY_ACTIONS["remove"]


@transaction.atomic
def set_day(*, user: Person, day: dt.date, is_workday: bool, name: str, source: str) -> Holiday:
    """Enter or correct one day of a notice. Ordinary working days (Monday to Friday) need no entry."""
    require(user, ENTER.permission)
    if is_workday and day.weekday() < 5:
        words = f"{day.month}月{day.day}日是星期{'一二三四五'[day.weekday()]}，本来上班，不用登记。"
        raise DomainError(ErrorCode.NOT_NEEDED, words, {"day": words})
    before = Holiday.objects.select_for_update().filter(day=day).values("is_workday", "name", "source").first()
    after = {"is_workday": is_workday, "name": name, "source": source}
    if before == after:
        return Holiday.objects.get(day=day)
    holiday = Holiday(day=day, **after)
    try:
        holiday.clean_fields()
    except ValidationError as error:
        fields = {field: "".join(words) for field, words in error.message_dict.items()}
        raise DomainError(ErrorCode.INVALID, "请按提示修改。", fields) from error
    holiday.save()
    record(
        user=user,
        act=ENTER.event_code,
        obj=holiday,
        message=f"登记节假日：{holiday}。",
        data={"before": before, "after": after},
    )
    holidays_changed.send(Holiday)
    return holiday


@transaction.atomic
def remove_day(*, user: Person, day: dt.date) -> None:
    """Remove a day entered by mistake; its weekday decides again."""
    require(user, REMOVE.permission)
    holiday = Holiday.objects.select_for_update().filter(day=day).first()
    if holiday is not None:
        record(user=user, act=REMOVE.event_code, obj=holiday, message=f"删除节假日：{holiday}。")
        holiday.delete()
        holidays_changed.send(Holiday)
