"""What a background task writes is marked by the task's id."""

import pytest

from foundation.audit import context
from foundation.audit.models import Event
from foundation.audit.services import record
from foundation.organizations.models import Sector
from yiyang_ems.celery import app


@pytest.mark.django_db
def test_entries_and_history_carry_the_id_of_the_task() -> None:
    seen: list[str] = []

    @app.task(name="tests.touch_a_sector")
    def touch() -> None:
        sector = Sector.objects.create(code="new", name="新行业", order=99)
        record(user=None, act="sector.update", obj=sector)
        seen.append(context.request_id())

    result = touch.apply()
    assert result.successful(), result.traceback
    assert seen == [result.id]
    assert Event.objects.latest("pk").request_id == result.id
    assert context.request_id() == ""
