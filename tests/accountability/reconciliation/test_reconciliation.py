"""Reconciliation against the database: every cell of the table, moves between counties and years, idempotence."""

import datetime as dt

import pytest

from accidents.models import Status
from accountability.decisions import services
from accountability.facts import reading
from accountability.models import Decision, ReconciliationRequest
from accountability.reconciliation import run
from foundation.audit.models import Event
from foundation.common import clock
from foundation.worklist.models import Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    ANHUA,
    DONGPING,
    HUISHANGANG,
    TAOJIANG,
    correct,
    decision,
    drain,
    larger,
    make_accident,
    set_status,
)
from tests.support.decision_chain import issued_letter
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def rules_and_states() -> list[tuple[str, str]]:
    return sorted(Decision.objects.values_list("rule__code", "status"))


def test_an_ordinary_accident_proposes_two_notices(march: None) -> None:
    accident = make_accident("2021-03-01")
    assert drain() == run.ReconcileResult(created=2)
    assert rules_and_states() == [("R3a", "proposed"), ("R3b", "proposed")]
    township, department = decision("R3a", accident), decision("R3b", accident)
    assert township.recipient_organization is not None
    assert (township.recipient_code, township.place_code) == ("430922115", "430922115")
    assert (department.recipient_code, department.place_code) == ("430922-housing", "430922")
    row = township.basis.get()
    assert (row.accident, row.revision.number) == (accident, 1)
    assert "拟通报桃江县马迹塘镇人民政府" in township.reasoning
    assert ReconciliationRequest.objects.count() == 0


def test_a_second_drain_and_the_sweep_find_nothing(march: None) -> None:
    larger("2021-03-01")
    larger("2021-03-05", production="no")
    make_accident("2021-03-07", county=ANHUA, township=DONGPING)
    drain()
    assert drain() == run.ReconcileResult()
    assert run.reconcile_all() == run.ReconcileResult()


def test_nothing_is_stored_before_the_rules_are_in_force(march: None) -> None:
    make_accident("2020-12-31 23:59")
    make_accident("2021-01-01 00:00")
    drain()
    assert set(Decision.objects.values_list("window_start", flat=True)) == {dt.date(2021, 1, 1)}
    assert Decision.objects.count() == 2


def test_provincial_rows_are_expected_and_never_proposed(march: None) -> None:
    larger("2021-03-01")
    drain()
    assert [(rule, status) for rule, status in rules_and_states() if rule.startswith("P")] == [
        ("P1a", "expected"),
        ("P1b", "expected"),
        ("P1c", "expected"),
    ]


def test_proposed_and_the_basis_changes(march: None) -> None:
    first = larger("2021-03-01", production="no")
    second = larger("2021-03-05", production="no", township=HUISHANGANG)
    drain()
    card = decision("R2")
    assert [row.accident for row in card.basis.all()] == [first, second]
    third = larger("2021-03-03", production="no")
    result = drain()
    assert result.updated == 1
    card.refresh_from_db()
    assert [row.accident for row in card.basis.order_by("accident__occurred_at")] == [first, third, second]
    assert Event.objects.filter(act="decision.update_basis", object_id=str(card.pk)).count() == 1


def test_a_newer_revision_without_change_of_basis_moves_the_pointer(march: None) -> None:
    accident = make_accident("2021-03-01")
    drain()
    correct(accident, summary="补充经过")
    before = decision("R3a", accident).version
    assert drain().updated == 2
    notice = decision("R3a", accident)
    assert notice.basis.get().revision.number == 2
    assert notice.version == before


def test_what_lapsed_comes_back_as_the_same_row(march: None) -> None:
    accident = make_accident("2021-03-01")
    drain()
    notice = decision("R3a", accident)
    set_status(accident, Status.WRITTEN_OFF)
    assert drain().lapsed == 2
    notice.refresh_from_db()
    assert (notice.status, notice.is_proposed) == ("lapsed", False)
    assert "已核销" in notice.lapse_reason
    set_status(accident, Status.VERIFIED)
    assert drain().updated == 2
    notice.refresh_from_db()
    assert (notice.status, notice.is_proposed, notice.lapse_reason) == ("proposed", True, "")


def test_nothing_is_left_to_do_for_what_lapsed(march: None) -> None:
    accident = make_accident("2021-03-01")
    drain()
    notice, leader = decision("R3a", accident), make_user("leader")
    services.send_back(user=leader, decision=notice, reason="核对死亡人数。")
    services.approve(user=leader, decision=decision("R3b", accident))
    waiting = Todo.objects.open().filter(kind__in=["decision_recheck", "letter_draft"])
    assert waiting.count() == 2
    set_status(accident, Status.WRITTEN_OFF)
    drain()
    assert not waiting.exists()


def test_a_third_death_supersedes_the_notice_that_nobody_issued(march: None) -> None:
    accident = make_accident("2021-03-01", deaths=2)
    drain()
    correct(accident, deaths=3)
    result = drain()
    assert (result.created, result.lapsed) == (7, 2)
    notice = decision("R3a", accident)
    assert (notice.status, notice.lapse_reason) == ("lapsed", "等级上升，改为黄牌警告")
    assert notice.superseded_by == decision("R4a", accident)


def test_declined_stays_until_the_basis_changes_and_the_reason_is_kept(office: Office) -> None:
    accident = larger("2021-03-01")
    drain()
    card = decision("R4b", accident)
    services.decline(user=office.leader, decision=card, reason="部门已另行处理")
    correct(accident, summary="补充经过")
    drain()
    card.refresh_from_db()
    assert card.status == "declined"
    correct(accident, deaths=12)
    drain()
    card.refresh_from_db()
    assert (card.status, card.reason) == ("proposed", "部门已另行处理")


def test_declined_and_gone_and_back_with_the_same_basis_stays_declined(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    notice = services.decline(user=office.leader, decision=decision("R3a", accident), reason="已由县里通报")
    set_status(accident, Status.WRITTEN_OFF)
    drain()
    set_status(accident, Status.VERIFIED)
    drain()
    notice.refresh_from_db()
    assert notice.status == "declined"


def test_revoked_is_flagged_when_the_condition_returns(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    issued_letter(office, [decision("R3a", accident), decision("R3b", accident)])
    notice = decision("R3a", accident)
    Decision.objects.filter(pk=notice.pk).update(status="revoked")
    drain()
    set_status(accident, Status.WRITTEN_OFF)
    drain()
    notice.refresh_from_db()
    assert (notice.flag, notice.is_proposed) == ("", False)
    set_status(accident, Status.VERIFIED)
    drain()
    notice.refresh_from_db()
    assert (notice.status, notice.flag) == ("revoked", "proposed_again")
    assert drain() == run.ReconcileResult()


@pytest.mark.parametrize("end", ["closed", "lifted", "expired"])
def test_ended_decisions_are_flagged_only_for_an_added_accident(office: Office, end: str) -> None:
    first = larger("2021-03-01", production="no")
    larger("2021-03-05", production="no")
    drain()
    issued_letter(office, [decision("R2")])
    Decision.objects.filter(rule__code="R2").update(status=end)
    set_status(first, Status.WRITTEN_OFF)
    drain()
    assert decision("R2").flag == ""
    set_status(first, Status.VERIFIED)
    larger("2021-03-09", production="no")
    drain()
    assert (decision("R2").status, decision("R2").flag) == (end, "basis_changed")


def test_an_accident_moved_to_another_county_reconciles_both(march: None) -> None:
    accident = make_accident("2021-03-01")
    drain()
    correct(accident, county=ANHUA, township=DONGPING, supervising_department=f"{ANHUA}-housing")
    counties = set(ReconciliationRequest.objects.values_list("county_id", flat=True))
    assert counties == {TAOJIANG, ANHUA}
    drain()
    assert set(Decision.objects.filter(status="lapsed").values_list("county_id", flat=True)) == {TAOJIANG}
    assert set(Decision.objects.filter(status="proposed").values_list("county_id", flat=True)) == {ANHUA}


def test_an_accident_moved_to_another_year_keeps_its_row_in_the_other_window(city: None) -> None:
    with clock.at(moment("2022-01-10 10:00")):
        accident = make_accident("2021-12-31 23:59")
        drain()
        notice = decision("R3a", accident)
        correct(accident, occurred_at=moment("2022-01-01 00:10"), known_at=moment("2022-01-01 00:20"))
        drain()
        notice.refresh_from_db()
        assert (notice.status, notice.window_start) == ("proposed", dt.date(2022, 1, 1))
        assert Decision.objects.filter(rule__code="R3a").count() == 1
        assert run.reconcile_all() == run.ReconcileResult()


def test_reclassified_after_issue_flags_the_card_and_proposes_the_notice(office: Office) -> None:
    accident = larger("2021-03-01")
    drain()
    issued_letter(office, [decision("R4a", accident), decision("R4b", accident)])
    correct(accident, production="no")
    drain()
    assert decision("R4a", accident).flag == "basis_gone"
    assert decision("R4c", accident).status == "lapsed"
    assert decision("R1a", accident).status == "proposed"


def test_without_department_the_proposal_is_visible_and_unresolved(march: None) -> None:
    accident = make_accident("2021-03-01", supervising_department="", has_no_department=True)
    drain()
    unresolved = decision("R3b", accident)
    assert (unresolved.recipient_name, unresolved.recipient_code) == ("主管部门未明确", "")
    assert unresolved.recipient_organization is None


def test_one_matter_makes_one_to_do_that_closes_when_nothing_waits(office: Office) -> None:
    first, second = make_accident("2021-03-01"), make_accident("2021-03-08", township=HUISHANGANG)
    drain()
    todo = Todo.objects.open().get(kind="decision_propose")
    assert todo.title == "2021年3月一般生产安全事故：拟通报 4 项"
    assert "属于“一般生产安全事故”" in todo.detail
    assert "规则" not in todo.detail
    for accident in (first, second):
        for rule in ("R3a", "R3b"):
            services.decline(user=office.leader, decision=decision(rule, accident), reason="另行处理")
    assert not Todo.objects.open().filter(kind="decision_propose").exists()


def test_one_failing_county_does_not_hold_up_the_others(march: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_accident("2021-03-01")
    make_accident("2021-03-02", county=ANHUA, township=DONGPING, supervising_department=f"{ANHUA}-housing")
    read = reading.read_facts

    def broken(spec: object, window: object, *, county: str = "", as_of: object = None) -> object:
        if county == TAOJIANG:
            raise RuntimeError("a broken county")
        return read(spec, window, county=county)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "read_facts", broken)
    with pytest.raises(RuntimeError, match="broken county"):
        drain()
    assert set(Decision.objects.values_list("county_id", flat=True)) == {ANHUA}
    assert set(ReconciliationRequest.objects.values_list("county_id", flat=True)) == {TAOJIANG}
    monkeypatch.undo()
    assert drain().created == 2
