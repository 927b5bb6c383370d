"""Recurring duties: instances once, to-dos when due soon, settled by a person or by facts, with evidence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Event
from foundation.calendar.holidays import set_day
from foundation.calendar.models import Holiday
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.models import Attachment
from foundation.files.services import attach
from foundation.organizations.models import Organization
from foundation.recurrence import services
from foundation.recurrence.models import DutyInstance, RecurringDuty
from foundation.worklist.models import Todo
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(day: str) -> Any:
    return clock.at(clock.start_of_day(dt.date.fromisoformat(day)) + dt.timedelta(hours=9))


@pytest.fixture
def yearly() -> RecurringDuty:
    """The duty of the city's data; its notices end with 2026."""
    Holiday.objects.filter(day__year__gte=2027).delete()
    return RecurringDuty.objects.get(code="load_holidays")


@pytest.fixture
def quarterly(yearly) -> RecurringDuty:
    """A county unit's quarterly report, due on the fifth working day after the quarter."""
    yearly.is_active = False
    yearly.save()
    duty = RecurringDuty(
        code="quarterly",
        label="季度自查",
        frequency="quarter",
        due_by="workday_after",
        due_number=5,
        lead_days=10,
        organization=Organization.objects.get(code="430922-emergency"),
        permission="accident.submit",
        button="去办理",
        url="/",
        first_day=dt.date(2026, 4, 1),
    )
    duty.full_clean()
    duty.save()
    return duty


def instances(duty: RecurringDuty) -> list[tuple[str, str, str]]:
    return [(row.label, row.due_on.isoformat(), row.state) for row in duty.instances.all()]


def open_todos(user: Any) -> list[str]:
    return list(Todo.objects.visible_to(user).open().filter(kind="recurring_duty").values_list("title", flat=True))


def test_instances_are_made_ahead_once(quarterly):
    with at("2026-06-20"):
        assert services.bring_up_to_date() == 2
        assert services.bring_up_to_date() == 0
    assert instances(quarterly) == [
        ("2026年第二季度", "2026-07-07", "open"),
        ("2026年第三季度", "2026-10-13", "open"),
    ]


def test_the_todo_comes_so_many_days_before_the_due_day(quarterly):
    clerk = make_user("clerk")
    with at("2026-06-26"):
        services.bring_up_to_date()
        assert open_todos(clerk) == []
    with at("2026-06-27"):
        services.bring_up_to_date()
        services.bring_up_to_date()
        assert open_todos(clerk) == ["季度自查（2026年第二季度）"]
    todo = Todo.objects.get(kind="recurring_duty")
    assert clock.local(todo.due_at).isoformat() == "2026-07-08T00:00:00+08:00"
    assert open_todos(make_user("clerk", username="away", unit="430923-emergency")) == []
    assert open_todos(make_user("county_leader")) == []


def test_who_has_the_permission_settles_it_once(quarterly):
    clerk = make_user("clerk")
    with at("2026-07-01"):
        services.bring_up_to_date()
        instance = quarterly.instances.first()
        for other in (make_user("county_leader"), make_user("clerk", username="away", unit="430923-emergency")):
            with pytest.raises(NotPermitted):
                services.complete(user=other, instance=instance)
        with pytest.raises(DomainError, match="最多 500 字"):
            services.complete(user=clerk, instance=instance, note="长" * 501)
        done = services.complete(user=clerk, instance=instance, note="已自查")
        assert (done.state, done.note, done.done_by) == ("done", "已自查", clerk)
        assert open_todos(clerk) == []
        with pytest.raises(DomainError, match="已经完成"):
            services.complete(user=clerk, instance=instance)
        services.bring_up_to_date()
        assert open_todos(clerk) == []
    assert Event.objects.get(act="duty.complete").message == "完成周期事项“季度自查（2026年第二季度）”。说明：已自查"


def test_files_are_its_evidence_for_those_who_see_it(quarterly):
    clerk = make_user("clerk")
    with at("2026-07-01"):
        services.bring_up_to_date()
    instance = quarterly.instances.first()
    upload = SimpleUploadedFile("自查表.pdf", b"%PDF-1.7 one", "application/pdf")
    attached = attach(user=clerk, owner=instance, upload=upload, purpose=services.EVIDENCE)
    assert Attachment.objects.visible_to(clerk).get() == attached
    away = make_user("clerk", username="away", unit="430923-emergency")
    assert not Attachment.objects.visible_to(away).exists()
    with pytest.raises(NotPermitted):
        attach(user=away, owner=instance, upload=upload, purpose=services.EVIDENCE)


def test_a_due_day_is_counted_again_when_the_notice_comes(quarterly):
    RecurringDuty.objects.filter(pk=quarterly.pk).update(first_day=dt.date(2026, 10, 1), due_number=1)
    with at("2026-12-20"):
        services.bring_up_to_date()
        instance = quarterly.instances.get(label="2026年第四季度")
        assert (instance.due_on, instance.is_certain) == (dt.date(2027, 1, 1), False)
        source = "国办发明电〔2026〕1号"
        Holiday.objects.create(day=dt.date(2027, 1, 1), is_workday=False, name="元旦", source=source)
        Holiday.objects.create(day=dt.date(2027, 10, 1), is_workday=False, name="国庆节", source=source)
        services.bring_up_to_date()
        instance.refresh_from_db()
        assert (instance.due_on, instance.is_certain) == (dt.date(2027, 1, 4), True)


def test_the_missing_holidays_of_next_year_are_a_todo_until_they_are_entered(yearly):
    sysadmin = make_user("sysadmin")
    with at("2026-10-31"):
        services.bring_up_to_date()
        assert instances(yearly) == [("2026年", "2026-12-01", "open")]
        assert open_todos(sysadmin) == []
    with at("2026-11-01"):
        services.bring_up_to_date()
        assert open_todos(sysadmin) == ["登记明年节假日（2026年）"]
        assert open_todos(make_user("officer")) == []
        enter = {"user": sysadmin, "is_workday": False, "source": "国办发明电〔2026〕1号"}
        set_day(day=dt.date(2027, 1, 1), name="元旦", **enter)
        assert open_todos(sysadmin) == ["登记明年节假日（2026年）"], "single days do not make a year known"
        set_day(day=dt.date(2027, 10, 1), name="国庆节", **enter)
        assert open_todos(sysadmin) == []
    assert instances(yearly) == [("2026年", "2026-12-01", "done")]
    assert Event.objects.get(act="duty.complete").actor_id is None


def test_a_year_that_is_known_asks_nobody(yearly):
    Holiday.objects.create(day=dt.date(2027, 10, 1), is_workday=False, name="国庆节", source="国办发明电〔2026〕1号")
    with at("2026-11-20"):
        services.bring_up_to_date()
    assert instances(yearly) == [("2026年", "2026-12-01", "done")]
    assert not Todo.objects.filter(kind="recurring_duty").exists()


def test_a_duty_that_is_off_makes_nothing(yearly):
    RecurringDuty.objects.update(is_active=False)
    with at("2026-11-20"):
        assert services.bring_up_to_date() == 0
    assert not DutyInstance.objects.exists()


def test_dates_of_a_duty_are_checked(quarterly):
    quarterly.frequency, quarterly.dates = "dates", ["02-30"]
    with pytest.raises(ValidationError, match="MM-DD"):
        quarterly.full_clean()
