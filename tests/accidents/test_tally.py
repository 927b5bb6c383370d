"""The maintained sums equal a recount after any history, and give the lists their totals."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accidents import statistics
from accidents.filters import ListFilters
from accidents.models import Accident, AccidentRevision, AccidentTally, Status
from accidents.services import drafts, reporting
from accidents.services.bulk_registration import PastReport, register_past
from accidents.services.tally import merge_tally, rebuild_tally, tally_differences
from accidents.tasks import maintain_tally
from accidents.totals import tallied_totals, totals_as_of, totals_of
from foundation.common import clock
from foundation.common.as_of import parse_as_of
from tests.accidents.factories import NOW, facts, moment, registered
from tests.support.long_form import one_in
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PLACES = [("430922", "430922115"), ("430923", "430923121")]


def past(month: int, place: int, **changes) -> list[PastReport]:
    county, township = PLACES[place]
    at = moment(f"2020-{month:02}-10T08:00")
    told = facts(
        county=county, township=township, supervising_department=f"{county}-transport", occurred_at=at, known_at=at,
        **changes,
    )  # fmt: skip
    return [PastReport(told, at + dt.timedelta(hours=1))]


STEPS = st.one_of(
    st.tuples(st.just("register"), st.integers(1, 3), st.integers(0, 1), st.integers(0, 4)),
    st.tuples(st.just("correct"), st.integers(0, 5), st.integers(0, 1), st.integers(0, 12)),
    st.tuples(st.just("update_all"), st.sampled_from([Status.VERIFIED, Status.WRITTEN_OFF])),
    st.tuples(st.just("merge")),
)


def perform(step: tuple) -> None:
    match step:
        case "register", month, place, deaths:
            register_past(accidents=[past(month, place, deaths=deaths)])
        case "correct", which, place, deaths:
            rows = Accident.objects.filter(status=Status.SUBMITTED).order_by("pk")
            if not (accident := rows[which : which + 1].first()):
                return
            county, township = PLACES[place]
            changes = {
                "county": county,
                "township": township,
                "deaths": deaths,
                "minor_injuries": accident.minor_injuries + 1,
            }
            changes["supervising_department"] = f"{county}-transport"
            with clock.at(NOW):
                reporting.add_report(
                    user=None, accident=accident, kind="correction", changes=changes, note="核对", version=None
                )
        case "update_all", status:
            Accident.objects.filter(deaths__gte=2).update(status=status)
        case _:
            merge_tally()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_the_sums_equal_a_recount_after_any_history(steps):
    with transaction.atomic():
        for step in steps:
            perform(step)
        assert tally_differences() == []
        merge_tally()
        assert tally_differences() == []
        transaction.set_rollback(True)


def test_drafts_and_their_deletion_change_no_sum():
    clerk = make_user("clerk", unit="430922-emergency")
    draft = drafts.save_draft(user=clerk, facts=facts())
    assert not AccidentTally.objects.exists()
    Accident.objects.filter(pk=draft.pk).delete()
    assert tally_differences() == []


def test_merging_leaves_one_row_of_a_key():
    register_past(accidents=[past(1, 0), past(1, 0), past(1, 1)])
    registered(occurred_at=moment("2020-01-20T08:00"), known_at=None, at=moment("2020-01-20T09:00"))
    Accident.objects.filter(county_id="430923").update(status=Status.MERGED)
    assert AccidentTally.objects.count() == 5
    merge_tally()
    merged = AccidentTally.objects.order_by("county_id").values_list("county_id", "status", "accidents")
    assert list(merged) == [("430922", "submitted", 3), ("430923", "merged", 1)]


def test_a_write_past_the_triggers_is_found_and_mended(caplog):
    register_past(accidents=[past(1, 0)])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    Accident.objects.update(counted_deaths=5)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert len(tally_differences()) == 1
    maintain_tally()
    assert "differs from a recount" in caplog.text
    rebuild_tally()
    assert tally_differences() == []


@pytest.fixture
def history(city):
    register_past(
        accidents=[past(month, place, deaths=month, production=nature)
                   for month in range(1, 7) for place, nature in ((0, "yes"), (1, "no"), (0, "pending"))]
    )  # fmt: skip
    Accident.objects.filter(counted_deaths=3).update(status=Status.WRITTEN_OFF)


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"year": "2020"}, {"year": "2019"}, {"from": "2020-02-01", "to": "2020-04-30"},
        {"from": "2020-02-10", "to": "2020-05-09"}, {"from": "2020-02-11", "to": "2020-05-10"},
        {"from": "2020-02-09", "to": "2020-02-12"}, {"from": "2020-03-05"}, {"to": "2020-03-31"},
        {"year": "2020", "from": "2020-03-01"}, {"production": "no"}, {"level": "larger_and_up"},
        {"status": "counted"}, {"status": "written_off"}, {"county": "430923"}, {"backfill": "1"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("person", one_in(4, ["clerk", "officer", "town", "department"]))
def test_the_totals_are_those_of_the_rows(history, asked, person):
    user = {
        "officer": lambda: make_user("officer"),
        "clerk": lambda: make_user("clerk", unit="430922-emergency"),
        "town": lambda: make_user("township", unit="430922115"),
        "department": lambda: make_user("department", unit="430922-transport"),
    }[person]()
    rows = Accident.objects.registered_visible_to(user)
    request = type("Request", (), {"user": user})()
    filters = ListFilters(asked, queryset=rows, request=request)
    assert filters.form.is_valid(), filters.form.errors
    narrowing = filters.tally_narrowing()
    assert narrowing is not None
    assert tallied_totals(user, narrowing, filters.qs) == totals_of(filters.qs)


@pytest.mark.parametrize(
    "asked", [{}, {"year": "2020"}, {"from": "2020-02-11", "to": "2020-05-10"}, {"level": "larger"}]
)
@pytest.mark.parametrize("person", one_in(3, ["clerk", "officer", "town"]))
@pytest.mark.parametrize("when", one_in(2, ["2020-03-10T09:00", "2019-12-31", "2021-03-17", "2020-05-01"]))
def test_the_totals_as_of_a_moment_are_those_of_its_rows(city, asked, person, when):
    register_past(accidents=[past(month, place, deaths=month) for month in range(1, 7) for place in (0, 1)])
    for number, accident in enumerate(Accident.objects.order_by("pk")[:6]):
        reporting.add_report(
            user=None, accident=accident, kind="correction", note="核对", version=None,
            changes={"deaths": 5 - number, "production": "no"}, recorded_at=moment("2020-08-01T08:00"),
        )  # fmt: skip
    user = {"officer": make_user("officer"), "clerk": make_user("clerk"), "town": make_user("township")}[person]
    at = parse_as_of(when)
    assert at is not None
    rows = AccidentRevision.objects.visible_to(user).as_of(at)
    filters = ListFilters(asked, queryset=rows, request=type("Request", (), {"user": user})())
    assert filters.form.is_valid()
    narrowing = filters.tally_narrowing()
    assert narrowing is not None
    expected = totals_of(filters.qs)
    for now in ("2021-03-16T09:41", "2026-01-01T00:00"):
        with clock.at(moment(now)):
            assert totals_as_of(user, narrowing, filters.filter_queryset, at) == expected


@pytest.mark.parametrize(
    "asked",
    ["", "level=larger&level=ordinary", "status=draft", "status=counted&year=2020", "q=马迹塘", "as_of=2020-03-10"],
)
def test_the_api_counts_the_rows_that_it_lists(history, client, asked):
    client.force_login(make_user("clerk"))
    answer = client.get(f"/api/v1/accidents/?{asked}&page_size=200").json()
    assert answer["count"] == len(answer["results"])
    assert answer["count"] or asked == "status=draft"


def test_the_list_shows_what_the_rows_sum_up_to(history, client):
    client.force_login(make_user("officer"))
    shown = client.get("/accidents/?from=2020-01-11&to=2020-06-30").content.decode()
    assert "共 <b>15</b> 条" in shown
    assert "生产安全事故 4 起，死亡 17 人" in shown


@pytest.mark.parametrize(
    "days", [("2020-01-01", "2020-12-31"), ("2020-02-10", "2020-05-10"), ("2020-03-05", "2020-03-20")]
)
@pytest.mark.parametrize("narrowed", [{}, {"production": "yes"}, {"levels": ["larger"]}, {"county_prefix": "430923"}])
@pytest.mark.parametrize("person", one_in(3, ["clerk", "officer", "township", None]))
def test_statistics_are_those_of_the_rows(history, days, narrowed, person):
    start, end = (dt.date.fromisoformat(day) for day in days)
    wanted = {"start": start, "end": end, "user": make_user(person) if person else None, **narrowed}
    rows = list(statistics.counted_rows(**wanted))
    by_county, by_month = statistics.by_county(**wanted), statistics.by_month(**wanted)
    by_entry = statistics.by_entry(**wanted)
    assert set(by_county) == {row.county_id for row in rows}
    assert set(by_month) == {(2020, row.counted_on.month) for row in rows}
    for county, totals in by_county.items():
        assert totals == statistics.totals(**{**wanted, "county_prefix": county})
    assert sum(by_month.values(), statistics.Totals()) == statistics.totals(**wanted)
    assert {entry: sums.accidents for entry, sums in by_entry.items()} == Counter(
        (row.production, row.is_backfill) for row in rows
    )
