"""A revision is valid from its recording until the next one's, and nothing else of it ever changes."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accidents.models import Accident, AccidentRevision
from accidents.services import reporting
from accidents.services.bulk_registration import PastReport, register_past
from foundation.common import clock
from tests.accidents.factories import NOW, facts, moment, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def reported_twice() -> Accident:
    accident = registered()
    with clock.at(NOW + dt.timedelta(hours=5)):
        return reporting.add_report(
            user=None, accident=accident, kind="follow_up", changes={"minor_injuries": 3}, version=None
        )


def test_the_next_revision_ends_the_one_before():
    first, second = reported_twice().revisions.order_by("number")
    assert first.superseded_at == second.recorded_at
    assert second.superseded_at is None


def test_bulk_registration_ends_each_revision_but_the_last():
    moments = [moment("2021-03-16T09:00"), moment("2021-03-17T09:00"), moment("2021-03-20T09:00")]
    (accident,) = register_past(
        accidents=[[PastReport(facts(minor_injuries=number), at) for number, at in enumerate(moments)]]
    )
    ends = list(accident.revisions.order_by("number").values_list("superseded_at", flat=True))
    assert ends == [*moments[1:], None]


@pytest.mark.parametrize(
    "change",
    [
        {"deaths": 9},
        {"name": "别的事故"},
        {"recorded_at": NOW},
        {"superseded_at": None},
        {"superseded_at": NOW + dt.timedelta(days=9)},
    ],
)
def test_a_revision_that_has_ended_never_changes(change):
    first = reported_twice().revisions.get(number=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccidentRevision.objects.filter(pk=first.pk).update(**change)


@pytest.mark.parametrize("change", [{"deaths": 9}, {"superseded_at": NOW + dt.timedelta(days=9), "deaths": 9}])
def test_the_facts_of_the_valid_revision_never_change(change):
    valid = reported_twice().revisions.get(number=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccidentRevision.objects.filter(pk=valid.pk).update(**change)


def test_a_revision_is_never_deleted():
    accident = reported_twice()
    with pytest.raises(DatabaseError), transaction.atomic():
        AccidentRevision.objects.filter(accident=accident)._raw_delete("default")


def test_an_accident_has_one_valid_revision():
    valid = reported_twice().revisions.get(number=2)
    valid.pk, valid.number = None, 3
    with pytest.raises(DatabaseError), transaction.atomic():
        valid.save(force_insert=True)


HOURS = st.integers(0, 40)
HISTORIES = st.lists(st.lists(HOURS, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=HISTORIES, asked=st.lists(st.integers(-1, 41), min_size=1, max_size=6))
def test_the_range_finds_what_a_scan_of_all_revisions_finds(histories, asked):
    start = moment("2021-03-16T09:00")
    with transaction.atomic():
        register_past(
            accidents=[
                [
                    PastReport(facts(minor_injuries=number), start + dt.timedelta(hours=hour))
                    for number, hour in enumerate(sorted(hours))
                ]
                for hours in histories
            ]
        )
        every = list(AccidentRevision.objects.order_by("accident_id", "recorded_at", "number"))
        for hour in asked:
            at = start + dt.timedelta(hours=hour)
            newest = {row.accident_id: row.pk for row in every if row.recorded_at <= at}
            assert set(AccidentRevision.objects.as_of(at).values_list("pk", flat=True)) == set(newest.values())
        transaction.set_rollback(True)
