"""The register as it was at a past moment: rows, sums, backfill."""

import datetime as dt
from decimal import Decimal

import pytest

from accidents import statistics
from accidents.models import Accident
from accidents.selectors import facts_as_of
from accidents.services import reporting, verification
from foundation.common import clock
from tests.accidents.factories import moment, registered
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
YEAR = {"start": dt.date(2020, 1, 1), "end": dt.date(2020, 12, 31)}


@pytest.fixture(autouse=True)
def year_2020(city):
    """Two in time, one traffic accident entered only on 28 December, one outside the year."""
    registered(
        occurred_at=moment("2020-01-14T10:00"), known_at=None, at=moment("2020-01-14T11:00"), sector="construction"
    )
    grown = registered(
        occurred_at=moment("2020-06-01T10:00"), known_at=None, at=moment("2020-06-01T11:00"), deaths=2, production="no"
    )
    reporting.add_report(
        user=None,
        accident=grown,
        kind="follow_up",
        changes={"deaths": 3, "casualty_changed_on": dt.date(2020, 6, 3)},
        version=None,
        recorded_at=moment("2020-06-03T09:00"),
    )
    registered(occurred_at=moment("2020-11-03T10:00"), known_at=None, at=moment("2020-12-28T09:00"))
    registered(occurred_at=moment("2021-01-01T00:00"), known_at=None, at=moment("2021-01-01T01:00"))


def test_backfilled_accidents_are_not_there_before_they_were_entered():
    now = statistics.totals(**YEAR, production="yes")
    before = statistics.totals(**YEAR, production="yes", as_of=moment("2020-12-20T18:00"))
    assert (now.accidents, now.deaths, now.direct_loss) == (2, 2, Decimal("240.00"))
    assert (before.accidents, before.deaths, before.direct_loss) == (1, 1, Decimal("120.00"))


def test_each_moment_has_the_figures_known_then():
    def known(text):
        (row,) = facts_as_of(moment=moment(text), start=dt.date(2020, 6, 1), end=dt.date(2020, 6, 1))
        return row.deaths, row.level, row.number, row.code

    assert known("2020-06-01T11:00") == (2, "ordinary", 1, "430922-2020-0002")
    assert known("2020-06-03T08:59") == (2, "ordinary", 1, "430922-2020-0002")
    assert known("2020-06-03T09:00") == (3, "larger", 2, "430922-2020-0002")
    assert not facts_as_of(
        moment=moment("2020-06-01T10:59"), start=dt.date(2020, 6, 1), end=dt.date(2020, 6, 1)
    ).exists()


def test_now_and_as_of_now_agree():
    def rows(when):
        return [(row.code, row.deaths, row.level) for row in facts_as_of(moment=when, county_prefix="430922", **YEAR)]

    assert rows(None) == rows(moment("2021-02-01T00:00"))
    assert len(rows(None)) == 3


def test_days_are_inclusive_and_chinese():
    first, last = dt.date(2020, 12, 31), dt.date(2021, 1, 1)
    assert facts_as_of(start=first, end=first).count() == 0
    assert facts_as_of(start=last, end=last).count() == 1


def test_dated_by_the_counted_day():
    accident = Accident.objects.get(occurred_at=moment("2020-11-03T10:00"))
    with clock.at(moment("2021-02-01T10:00")):
        reporting.add_report(
            user=None, accident=accident, kind="correction", changes={"counted_on": dt.date(2021, 1, 5)}, version=None
        )
    counted = facts_as_of(start=dt.date(2021, 1, 1), end=dt.date(2021, 1, 31), dated_by="counted")
    assert counted.count() == 2
    occurred = facts_as_of(start=dt.date(2021, 1, 1), end=dt.date(2021, 1, 31))
    assert occurred.count() == 1


def test_sums_by_county_and_month():
    assert statistics.by_month(**YEAR) == {
        (2020, 1): statistics.Totals(1, 1, 2, Decimal("120.00"), 0),
        (2020, 6): statistics.Totals(1, 3, 2, Decimal("120.00"), 1),
        (2020, 11): statistics.Totals(1, 1, 2, Decimal("120.00"), 0),
    }
    assert statistics.by_county(**YEAR)["430922"].accidents == 3
    assert statistics.totals(**YEAR, county_prefix="430923").accidents == 0


def test_sums_are_of_what_the_person_may_see():
    clerk = make_user("clerk", username="away", unit="430923-emergency")
    assert statistics.totals(user=clerk, **YEAR).accidents == 0
    assert statistics.totals(user=make_user("officer"), **YEAR).accidents == 3
    assert (
        statistics.totals(user=make_user("officer", username="o2"), as_of=moment("2020-12-20T18:00"), **YEAR).accidents
        == 2
    )


def test_returned_and_written_off():
    accident = Accident.objects.get(occurred_at=moment("2020-11-03T10:00"))
    officer = make_user("officer")
    with clock.at(moment("2021-02-01T10:00")):
        verification.return_(user=officer, accident=accident, version=None, reason="核对")
    assert statistics.totals(**YEAR, production="yes").accidents == 2, "returned ones stay counted"
    Accident.objects.filter(pk=accident.pk).update(status="written_off")
    assert statistics.totals(**YEAR, production="yes").accidents == 1
