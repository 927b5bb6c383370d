"""Pages of the holiday table and of office deadlines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.calendar import deadlines, holidays
from foundation.calendar.actions import DEADLINE_ACTIONS, HOLIDAY_ACTIONS
from foundation.calendar.forms import DeadlineForm, HolidayForm
from foundation.calendar.models import Holiday, OfficeDeadline
from foundation.calendar.services import unknown_years, working_day_calendar
from foundation.common import clock
from foundation.ui.actions import ActionForm, ActionFormView, ActionView
from foundation.ui.confirm import Confirmation
from foundation.ui.navigation import system_tabs


class HolidaysView(ActionFormView):
    """``/system/holidays/?year=2026``: one year's notice, a warning when it is missing, a form to enter a day."""

    table = HOLIDAY_ACTIONS
    code = "enter"
    form_class = HolidayForm
    template_name = "calendar/holidays.html"

    def act(self, form: HolidayForm) -> tuple[str, str]:
        given = form.cleaned_data | {"is_workday": form.cleaned_data["is_workday"] == "1"}
        holiday = holidays.set_day(user=self.request.user, **given)
        return f"已登记 {holiday}。已经算出的期限不变，以后的按新安排算。", address_of_year(holiday.day.year)

    def page_context(self) -> dict[str, Any]:
        today = clock.today()
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2100 else today.year
        return {
            "year": year,
            "years": range(year - 2, year + 3),
            "days": list(Holiday.objects.visible_to(self.request.user).filter(day__year=year)),
            "is_known": year in working_day_calendar().known_years,
            "unknown": unknown_years(today),
            "tabs": system_tabs(self.request),
        }


class RemoveHolidayView(ActionView):
    """``/system/holidays/<day>/remove/``; what has been removed meanwhile needs no removing."""

    table = HOLIDAY_ACTIONS
    code = "remove"

    def get_object(self) -> Holiday | None:
        return Holiday.objects.visible_to(self.request.user).filter(day=self._day()).first()

    def confirmation(self) -> Confirmation:
        if self.object is None:
            raise Http404
        return Confirmation(
            title=f"删除 {self.object}",
            happens=["这一天以后按星期几算是否上班。", "已经算出的期限不变。"],
            undo="可以重新登记。",
            action="确认删除",
            back_url=address_of_year(self._day().year),
            back_label="返回",
            is_danger=True,
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        day = self._day()
        holidays.remove_day(user=self.request.user, day=day)
        return f"已删除 {day:%Y-%m-%d} 的安排。", address_of_year(day.year)

    def _day(self) -> dt.date:
        try:
            return dt.date.fromisoformat(self.kwargs["day"])
        except ValueError:
            raise Http404 from None


class DeadlineView(ActionFormView):
    """``/system/dictionaries/deadlines/<kind>/``"""

    table = DEADLINE_ACTIONS
    code = "confirm"
    form_class = DeadlineForm
    template_name = "calendar/deadline.html"

    def get_object(self) -> OfficeDeadline:
        return get_object_or_404(OfficeDeadline.objects.visible_to(self.request.user), kind=self.kwargs["kind"])

    def initial(self) -> dict[str, Any]:
        return {"working_days": self.object.working_days, "basis": self.object.basis}

    def act(self, form: DeadlineForm) -> tuple[str, str]:
        done = deadlines.confirm_deadline(user=self.request.user, deadline=self.object, **form.cleaned_data)
        return f"办理时限已确认：{done}。已有的待办仍按原来的时限。", reverse("organizations:dictionaries")

    def page_context(self) -> dict[str, Any]:
        return {"deadline": self.object, "back": reverse("organizations:dictionaries")}


def address_of_year(year: int) -> str:
    """Return the address of the holiday table of a year."""
    return f"{reverse('calendar:holidays')}?year={year}"
