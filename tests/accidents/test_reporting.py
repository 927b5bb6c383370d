"""续报, 终报, 更正: what they change, when the city must look again, and the windows of 7 and 30 days."""

import datetime as dt
from decimal import Decimal

import pytest

from accidents.selectors import timeline
from accidents.services import reporting, verification
from accidents.signals import accidents_changed
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.worklist.models import Todo
from tests.accidents.factories import moment, registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def verified(clerk, officer):
    accident = registered(clerk, deaths=2)
    return verification.verify(user=officer, accident=accident, version=accident.version)


def report(accident, user, kind="follow_up", note="", **changes):
    return reporting.add_report(
        user=user, accident=accident, kind=kind, changes=changes, note=note, version=accident.version
    )


def test_a_third_death_makes_it_larger_and_the_city_looks_again(verified, clerk):
    with clock.at(moment("2021-03-21T10:00")):
        accident = report(verified, clerk, deaths=3, casualty_changed_on=dt.date(2021, 3, 21))
    assert (accident.level, accident.status) == ("larger", "submitted")
    assert Todo.objects.open().filter(key=f"accident:{accident.pk}:verify").exists()
    newest = timeline(accident)[0]
    assert newest.revision.kind == "follow_up"
    assert [str(change) for change in newest.changes] == [
        "等级（一般 → 较大）",
        "死亡人数（2 → 3）",
        "伤亡变化日期（— → 2021-03-21）",
    ]


def test_what_no_rule_reads_leaves_it_verified(verified, clerk):
    accident = report(verified, clerk, direct_loss=Decimal("300.00"), summary="补充经过。")
    assert accident.status == "verified"
    assert not Todo.objects.open().filter(key__endswith=":verify").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"production": "no"},
        {"township": "430922101"},
        {"supervising_department": "430922-traffic-police"},
        {"supervising_department": "", "has_no_department": True},
        {"serious_injuries": 10},
    ],
)
def test_production_place_department_and_level_are_verified_anew(verified, clerk, changes):
    assert report(verified, clerk, kind="correction", **changes).status == "submitted"


@pytest.mark.parametrize(
    ("sector", "accident_type", "last_day"),
    [
        ("road_transport", "1986-02", "2021-03-23"),
        ("business_fire", "1986-08", "2021-03-23"),
        ("industry_trade", "1986-08", "2021-03-23"),
        ("construction", "1986-09", "2021-04-15"),
    ],
)
def test_after_7_or_30_days_a_change_asks_for_a_reason_and_the_city(clerk, officer, sector, accident_type, last_day):
    accident = registered(clerk, sector=sector, accident_type=accident_type)
    accident = verification.verify(user=officer, accident=accident, version=accident.version)
    last = dt.date.fromisoformat(last_day)
    after = last + dt.timedelta(days=1)
    with clock.at(clock.start_of_day(after + dt.timedelta(days=3))):
        with pytest.raises(DomainError, match="请在“说明”里写原因") as refused:
            report(accident, clerk, deaths=2, casualty_changed_on=after)
        assert set(refused.value.fields) == {"note"}
        in_time = report(accident, clerk, minor_injuries=3, casualty_changed_on=last)
        assert in_time.status == "verified", "the day of the change counts, not of its entry"
        late = report(in_time, clerk, note="医院补报", deaths=2, casualty_changed_on=after)
    assert late.status == "submitted"
    assert late.revisions.last().note == "医院补报"


def test_the_day_of_a_change_is_today_unless_said(verified, clerk):
    with clock.at(moment("2021-03-18T10:00")):
        accident = report(verified, clerk, minor_injuries=3)
    assert accident.casualty_changed_on == dt.date(2021, 3, 18)


def test_a_report_must_change_or_explain_something(verified, clerk):
    with pytest.raises(DomainError, match="没有改动"):
        report(verified, clerk, kind="correction", deaths=2)
    with pytest.raises(DomainError, match="没有新情况，不用续报") as refused:
        report(verified, clerk, kind="follow_up", note=" ", deaths=2)
    assert set(refused.value.fields) == {"note"}
    assert verified.revisions.count() == 2, "registered and verified, nothing since"
    verified = report(verified, clerk, kind="follow_up", note="搜救继续")
    assert verified.revisions.count() == 3
    accident = report(verified, clerk, kind="final", note="伤情无变化")
    assert accident.revisions.last().kind == "final"


def test_a_moved_day_renames_and_recounts_unless_a_person_named_it(verified, clerk):
    accident = report(verified, clerk, kind="correction", occurred_at=moment("2021-03-15T23:50"))
    assert accident.name == "桃江“3·15”道路运输事故"
    assert accident.counted_on == dt.date(2021, 3, 15)
    accident = report(accident, clerk, kind="correction", name="桃江“3·15”较大道路交通事故")
    accident = report(accident, clerk, kind="correction", occurred_at=moment("2021-03-14T23:50"))
    assert accident.name == "桃江“3·15”较大道路交通事故"


def test_a_day_of_counting_that_a_person_moved_stays(verified, clerk):
    with clock.at(moment("2021-04-02T09:00")):
        accident = report(verified, clerk, kind="correction", counted_on=dt.date(2021, 4, 1), note="市局会商")
        accident = report(accident, clerk, kind="correction", occurred_at=moment("2021-03-15T08:00"))
    assert accident.counted_on == dt.date(2021, 4, 1)


def test_who_may_report(verified, officer):
    assert report(verified, officer, kind="correction", deaths=1).deaths == 1
    for role in ("county_leader", "township", "leader", "auditor"):
        with pytest.raises(NotPermitted):
            report(verified, make_user(role), deaths=9)
    with pytest.raises(NotPermitted):
        report(verified, make_user("clerk", username="away", unit="430923-emergency"), deaths=9)


def test_a_clerk_cannot_move_an_accident_out_of_the_county(verified, clerk, officer):
    elsewhere = {"county": "430923", "township": "430923121", "supervising_department": "430923-transport"}
    with pytest.raises(DomainError) as refused:
        report(verified, clerk, kind="correction", **elsewhere)
    assert "county" in refused.value.fields
    heard = []

    def receive(sender, changes, **_):
        heard.extend(changes)

    accidents_changed.connect(receive)
    moved = report(verified, officer, kind="correction", **elsewhere)
    accidents_changed.disconnect(receive)
    assert moved.place_code == "430923121"
    assert moved.code == "430922-2021-0001", "a number is never changed"
    assert [(item.before.county_code, item.after.county_code) for item in heard] == [("430922", "430923")]


def test_wrong_figures_change_nothing(verified, clerk):
    with pytest.raises(DomainError) as refused:
        report(verified, clerk, deaths=-1, occurred_at=moment("2031-01-01T00:00"))
    assert set(refused.value.fields) >= {"deaths", "occurred_at"}
    assert verified.revisions.count() == 2


def test_unknown_kinds_facts_and_drafts(verified, clerk):
    with pytest.raises(DomainError, match="请选续报"):
        report(verified, clerk, kind="flash", deaths=3)
    with pytest.raises(TypeError, match="no such facts"):
        report(verified, clerk, level="major")
