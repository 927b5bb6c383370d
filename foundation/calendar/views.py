"""Pages of the holiday table and of office deadlines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from foundation.calendar import deadlines, holidays
from foundation.calendar.forms import DeadlineForm, HolidayForm
from foundation.calendar.models import Holiday, OfficeDeadline
from foundation.calendar.services import unknown_years, working_day_calendar
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.common.requests import PersonRequest, PersonView
from foundation.ui.confirm import Confirmation, ConfirmView
from foundation.ui.navigation import system_tabs


class HolidaysView(PersonView):
    """``/system/holidays/?year=2026``: one year's notice, a warning when it is missing, a form to enter a day."""

    def get(self, request: PersonRequest) -> HttpResponse:
        require(request.user, "reference.manage")
        return self._page(HolidayForm())

    def post(self, request: PersonRequest) -> HttpResponse:
        require(request.user, "reference.manage")
        form = HolidayForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                holiday = holidays.set_day(
                    user=request.user,
                    day=given["day"],
                    is_workday=given["is_workday"] == "1",
                    name=given["name"],
                    source=given["source"],
                )
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"已登记 {holiday}。已经算出的期限不变，以后的按新安排算。")
                return HttpResponseRedirect(f"{reverse('calendar:holidays')}?year={holiday.day.year}")
        return self._page(form, 422)

    def _page(self, form: HolidayForm, status: int = 200) -> HttpResponse:
        today = clock.today()
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2100 else today.year
        years = range(year - 2, year + 3)
        days = list(Holiday.objects.visible_to(self.request.user).filter(day__year=year))
        context = {
            "form": form,
            "year": year,
            "years": years,
            "days": days,
            "is_known": year in working_day_calendar().known_years,
            "unknown": unknown_years(today),
            "tabs": system_tabs(self.request),
        }
        return render(self.request, "calendar/holidays.html", context, status=status)


class RemoveHolidayView(ConfirmView):
    """``/system/holidays/<day>/remove/``"""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(self.request.user, "reference.manage")
        return super().get(request, *args, **kwargs)

    def confirmation(self) -> Confirmation:
        holiday = get_object_or_404(Holiday, day=self._day())
        return Confirmation(
            title=f"删除 {holiday}",
            happens=["这一天以后按星期几算是否上班。", "已经算出的期限不变。"],
            undo="可以重新登记。",
            action="确认删除",
            back_url=self._back(),
            back_label="返回",
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        holidays.remove_day(user=self.request.user, day=self._day())
        return f"已删除 {self._day():%Y-%m-%d} 的安排。", self._back()

    def _day(self) -> dt.date:
        try:
            return dt.date.fromisoformat(self.kwargs["day"])
        except ValueError:
            raise Http404 from None

    def _back(self) -> str:
        return f"{reverse('calendar:holidays')}?year={self._day().year}"


class DeadlineView(PersonView):
    """``/system/dictionaries/deadlines/<kind>/``"""

    def get(self, request: PersonRequest, kind: str) -> HttpResponse:
        require(request.user, "reference.manage")
        deadline = get_object_or_404(OfficeDeadline, kind=kind)
        initial = {"working_days": deadline.working_days, "basis": deadline.basis}
        return self._page(DeadlineForm(initial=initial), deadline)

    def post(self, request: PersonRequest, kind: str) -> HttpResponse:
        require(request.user, "reference.manage")
        deadline = get_object_or_404(OfficeDeadline, kind=kind)
        form = DeadlineForm(request.POST)
        if not form.is_valid():
            return self._page(form, deadline, 422)
        done = deadlines.confirm_deadline(user=request.user, deadline=deadline, **form.cleaned_data)
        messages.success(request, f"办理时限已确认：{done}。已有的待办仍按原来的时限。")
        return HttpResponseRedirect(reverse("organizations:dictionaries"))

    def _page(self, form: DeadlineForm, deadline: OfficeDeadline, status: int = 200) -> HttpResponse:
        context = {"form": form, "deadline": deadline, "back": reverse("organizations:dictionaries")}
        return render(self.request, "calendar/deadline.html", context, status=status)
