"""From the draft to the verified accident, with what each act leaves behind."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from accidents.models import Accident, AccidentRevision, Status
from accidents.services import (
    drafts as accidents_drafts,
)
from accidents.services import (
    registration,
    reporting,
    verification,
)
from accidents.signals import accidents_changed
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.organizations.selectors import city_bureau, county_bureau
from foundation.worklist.models import Message, Todo
from tests.accidents.factories import NOW, facts, moment, registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def changes():
    heard = []

    def receive(sender, changes, **_):
        heard.append(changes)

    accidents_changed.connect(receive)
    yield heard
    accidents_changed.disconnect(receive)


def open_todos(key_part):
    return Todo.objects.open().filter(key__contains=key_part)


def test_a_draft_needs_only_its_county_which_is_the_writers_own(clerk, changes):
    draft = accidents_drafts.save_draft(
        user=clerk, facts=facts(county="", township="", occurred_at=None, known_at=None)
    )
    assert (draft.county_id, draft.place_code, draft.status) == ("430922", "430922", "draft")
    assert draft.code == draft.draft_code
    assert draft.revision_number == 0
    assert not changes, "a draft is no fact yet"
    todo = open_todos("submit").get()
    assert (todo.organization, todo.roles, todo.due_at) == (county_bureau("430922"), ["clerk"], None)


def test_a_draft_runs_against_the_two_hours(clerk):
    accidents_drafts.save_draft(user=clerk, facts=facts())
    todo = open_todos("submit").get()
    assert todo.due_at == moment("2021-03-16T10:25")
    assert todo.url == f"/accidents/{Accident.objects.get().code}/edit/"  # leads into the form, not to the page to read


def test_the_same_form_sent_twice_is_one_draft(clerk):
    token = "CG-0123456789abcdef"
    first = accidents_drafts.save_draft(user=clerk, facts=facts(), draft_code=token)
    second = accidents_drafts.save_draft(user=clerk, facts=facts(deaths=2), draft_code=token)
    assert first.pk == second.pk
    assert Accident.objects.get().deaths == 2
    with pytest.raises(DomainError, match="表单已过期"):
        accidents_drafts.save_draft(user=make_user("clerk", username="other"), facts=facts(), draft_code=token)


def test_submitting_gives_number_name_level_revision_and_asks_the_city(clerk, officer, changes):
    leader = make_user("leader")
    draft = accidents_drafts.save_draft(user=clerk, facts=facts(deaths=3))
    accident = registration.submit(user=clerk, accident=draft, version=draft.version)
    assert accident.code == "430922-2021-0001"
    assert accident.name == "桃江“3·16”道路运输事故"
    assert (accident.level, accident.status) == ("larger", "submitted")
    assert accident.registered_at == accident.reported_at == NOW
    assert accident.counted_on == dt.date(2021, 3, 16)
    revision = accident.revisions.get()
    assert (revision.kind, revision.recorded_at, revision.author_name) == ("flash", NOW, "clerk")
    assert (revision.deaths, revision.level, revision.status) == (3, "larger", "submitted")
    assert revision.level_basis == accident.level_basis
    assert not open_todos("submit").exists()
    assert open_todos("verify").get().organization == city_bureau()
    assert Message.objects.get(recipient=leader).title == "桃江上报较大事故：桃江“3·16”道路运输事故"
    assert Event.objects.filter(act="accident.submit", object_id=str(accident.pk)).count() == 1
    assert len(changes) == 1, "one act, one signal"
    assert changes[0][0].before is None
    assert changes[0][0].after.county_code == "430922"


def test_what_is_missing_is_said_for_each_field_and_nothing_is_half_saved(clerk, changes):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts(township="", sector="", location=""))
    with pytest.raises(DomainError) as refused:
        registration.submit(user=clerk, accident=draft)
    assert set(refused.value.fields) == {"township", "sector", "location"}
    assert refused.value.fields["township"] == "请选乡镇（街道）。"
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert not AccidentRevision.objects.exists()
    assert not changes


def test_numbers_run_without_gaps_per_county_and_year(clerk):
    codes = [registered().code for _ in range(3)]
    codes.append(registered(county="430923", township="430923121", supervising_department="430923-transport").code)
    assert codes == ["430922-2021-0001", "430922-2021-0002", "430922-2021-0003", "430923-2021-0001"]
    with pytest.raises(DomainError), transaction.atomic():
        registration.register(user=None, facts=facts(sector=""))
    assert registered().code == "430922-2021-0004"


def test_a_number_from_outside_is_kept_and_stepped_over():
    with clock.at(NOW):
        outside = registration.register(user=None, facts=facts(), code="430922-2021-0001")
    assert outside.code == "430922-2021-0001"
    assert registered().code == "430922-2021-0002"
    with pytest.raises(DomainError, match="已有事故在用"):
        registration.register(user=None, facts=facts(), code="430922-2021-0001")
    with pytest.raises(DomainError, match="只能用文字"):
        registration.register(user=None, facts=facts(), code="a/b")


def test_only_the_system_may_record_the_past(clerk):
    past = moment("2020-12-20T18:00")
    accident = registration.register(
        user=None,
        facts=facts(occurred_at=moment("2020-12-20T08:00"), known_at=None),
        recorded_at=past,
        status="verified",
    )
    assert accident.registered_at == accident.revisions.get().recorded_at == past
    assert accident.code == "430922-2020-0001"
    assert not open_todos("verify").exists()
    with pytest.raises(ValueError, match="only the system"):
        registration.register(user=clerk, facts=facts(), recorded_at=past)


def test_a_late_entry_of_a_closed_month_is_a_backfill():
    late = registered(
        occurred_at=moment("2020-11-03T10:00"), known_at=moment("2020-11-03T11:00"), at=moment("2020-12-28T09:00")
    )
    assert late.is_backfill
    assert not registered().is_backfill


@pytest.mark.parametrize(
    "role", ["county_leader", "township", "department", "officer", "leader", "auditor", "sysadmin"]
)
def test_only_clerks_submit(role):
    clerk = make_user("clerk")
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    with pytest.raises(NotPermitted):
        registration.submit(user=make_user(role), accident=draft)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_clerk_of_another_county_can_neither_submit_nor_write_here(clerk):
    stranger = make_user("clerk", username="anhua", unit="430923-emergency")
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    with pytest.raises(NotPermitted):
        registration.submit(user=stranger, accident=draft)
    with pytest.raises(DomainError) as refused:
        registration.register(user=stranger, facts=facts())
    assert refused.value.fields == {"county": "您只能登记安化县的事故，请改选区县（市）。"}


def test_a_townships_quick_report_lands_with_its_county(clerk):
    town = make_user("township")
    draft = accidents_drafts.save_draft(user=town, facts=facts(county="", township="", sector=""))
    assert draft.place_code == "430922115"
    assert Accident.objects.visible_to(clerk).filter(pk=draft.pk).exists()
    assert open_todos("submit").get().organization == county_bureau("430922")
    with pytest.raises(NotPermitted, match="由县应急管理局上报"):
        registration.submit(user=town, accident=draft)
    done = registration.submit(user=clerk, accident=draft, facts=facts())
    assert done.drafted_by == town
    assert done.registered_by == clerk
    with pytest.raises(DomainError) as refused:
        accidents_drafts.save_draft(user=town, facts=facts(township="430922101"))
    assert refused.value.fields == {"township": "您只能登记马迹塘镇的事故，请改选乡镇（街道）。"}


def test_submitting_twice_registers_once(clerk):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    registration.submit(user=clerk, accident=draft)
    with pytest.raises(DomainError, match="不能这样办"):
        registration.submit(user=clerk, accident=draft)
    assert AccidentRevision.objects.count() == 1


def test_drafts_are_deleted_by_their_author_and_numbers_by_nobody(clerk):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    with pytest.raises(NotPermitted, match="填写人自己"):
        accidents_drafts.delete_draft(user=make_user("clerk", username="other"), accident=draft)
    accidents_drafts.delete_draft(user=clerk, accident=draft)
    assert not Accident.objects.visible_to(clerk).exists()
    assert not open_todos("submit").exists()
    accident = registered(clerk)
    with pytest.raises(DomainError, match="不能删除"):
        accidents_drafts.delete_draft(user=clerk, accident=accident)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from accidents_accident where id = %s", [accident.pk])


def test_verify_and_return_make_revisions_and_tell_the_county(clerk, officer, changes):
    accident = registered(clerk)
    changes.clear()
    accident = verification.verify(user=officer, accident=accident, version=accident.version, note="已核对事故认定书")
    assert accident.status == "verified"
    assert accident.revisions.last().kind == "verification"
    assert Message.objects.get(recipient=clerk).title == "市局已核实桃江“3·16”道路运输事故，计入 3 月统计"
    assert not open_todos("verify").exists()
    accident = verification.return_(
        user=officer, accident=accident, version=accident.version, reason="主管部门应为交警大队"
    )
    assert (accident.status, accident.return_reason) == ("returned", "主管部门应为交警大队")
    todo = open_todos("fix").get()
    assert (todo.organization, todo.detail) == (county_bureau("430922"), "主管部门应为交警大队")
    assert [len(sent) for sent in changes] == [1, 1]


def test_a_return_needs_a_reason_and_the_city(clerk, officer):
    accident = registered(clerk)
    with pytest.raises(DomainError) as refused:
        verification.return_(user=officer, accident=accident, version=None, reason="  ")
    assert "reason" in refused.value.fields
    with pytest.raises(NotPermitted):
        verification.return_(user=clerk, accident=accident, version=None, reason="不对")
    with pytest.raises(NotPermitted):
        verification.verify(user=clerk, accident=accident, version=None)


def test_a_returned_accident_goes_up_again_as_a_correction(clerk, officer):
    accident = registered(clerk)
    accident = verification.return_(user=officer, accident=accident, version=accident.version, reason="改主管部门")
    accident = registration.submit(
        user=clerk,
        accident=accident,
        version=accident.version,
        facts=facts(supervising_department="430922-traffic-police"),
    )
    assert (accident.status, accident.return_reason) == ("submitted", "")
    assert list(accident.revisions.values_list("kind", flat=True)) == ["flash", "return", "correction"]
    assert accident.code == "430922-2021-0001"
    assert not open_todos("fix").exists()
    assert open_todos("verify").exists()


def test_revisions_are_immutable_in_the_database_too(clerk):
    registered(clerk)
    for statement in ("update accidents_accidentrevision set deaths = 9", "delete from accidents_accidentrevision"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_refuses_a_registered_accident_without_its_facts(clerk):
    accident = registered(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Accident.objects.filter(pk=accident.pk).update(township=None)


def test_the_cached_row_is_the_newest_revision(clerk, officer):
    accident = registered(clerk)
    verification.verify(user=officer, accident=accident, version=None)
    reporting.add_report(
        user=clerk, accident=accident, kind="follow_up", changes={"direct_loss": Decimal("300")}, version=None
    )
    accident.refresh_from_db()
    newest = accident.revisions.last()
    for name in ("name", "status", "deaths", "direct_loss", "level", "occurred_at", "counted_on", "level_basis"):
        assert getattr(accident, name) == getattr(newest, name)
    assert newest.number == accident.revision_number == 3
