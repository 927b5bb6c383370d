"""The demonstration data in the database: exact sums, worked example 1, accounts, states, refusal."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q

from accidents import statistics
from accidents.models import Accident, AccidentRevision
from accountability.models import Decision
from accountability.reconciliation import run
from documents.models import Document
from documents.workflow import countersigning
from foundation.accounts.models import ApiToken, User
from foundation.common.clock import SHANGHAI
from foundation.organizations.models import Organization
from foundation.worklist.models import Todo
from tests.support.people import make_user
from yiyang_ems.demo import seeding
from yiyang_ems.demo.accounts import read_posts, write_accounts_file

pytestmark = pytest.mark.usefixtures("demo")


def year(number: int) -> dict[str, dt.date]:
    return {"start": dt.date(number, 1, 1), "end": dt.date(number, 12, 31)}


@pytest.mark.parametrize(
    ("number", "accidents", "deaths", "loss"), [(2019, 143, 154, "7327.00"), (2020, 124, 131, "5847.00")]
)
def test_the_register_adds_up_to_the_speech(number, accidents, deaths, loss):
    totals = statistics.totals(**year(number), production="yes")
    assert (totals.accidents, totals.deaths, totals.direct_loss) == (accidents, deaths, Decimal(loss))
    assert totals.larger == 0


@pytest.mark.parametrize("number", [2019, 2020])
def test_a_year_is_complete_on_its_last_day_and_not_yet_on_20_december(number):
    """The accounts are closed on 31 December at 18:00; what was entered after the 20th is missing before."""
    wanted = year(number) | {"production": "yes"}
    close = dt.datetime(number, 12, 31, 18, tzinfo=SHANGHAI)
    assert statistics.totals(**wanted, as_of=close) == statistics.totals(**wanted)
    early = statistics.totals(**wanted, as_of=dt.datetime(number, 12, 20, 18, tzinfo=SHANGHAI))
    known = statistics.totals(**wanted)
    assert early.accidents < known.accidents
    assert early.deaths < known.deaths
    assert early.direct_loss < known.direct_loss


def evaluated(first: str, last: str) -> list[dict]:
    out = StringIO()
    call_command("evaluate", f"--from={first}", f"--to={last}", "--ruleset=yiyang-2021", "--format=json", stdout=out)
    return json.loads(out.getvalue())["proposals"]


def test_worked_example_1_in_the_calendar_year():
    proposals = evaluated("2020-01-01", "2020-12-31")
    count = Counter(proposal["rule"] for proposal in proposals)
    assert count["R1a"] == count["R1b"] == count["P1a"] == count["P1b"] == count["P1c"] == 7
    assert count["R3a"] == 124
    assert not any(rule.startswith(("R4", "R5")) for rule in count)
    cards = {proposal["recipient"]["code"] for proposal in proposals if proposal["rule"] == "R2"}
    assert cards == {"430922", "430902", "430981"}
    assert all(proposal["resolved"] for proposal in proposals)


def test_worked_example_1_in_the_appraisal_year():
    proposals = evaluated("2019-12-01", "2020-11-30")
    assert {one["recipient"]["code"] for one in proposals if one["rule"] == "R2"} == {"430922", "430902"}


def test_no_decision_before_the_rules_and_nothing_left_to_reconcile():
    assert Decision.objects.exists()
    assert not Decision.objects.filter(window_start__lt=dt.date(2021, 1, 1)).exists()
    result = run.reconcile_all()
    assert result == run.ReconcileResult()


def test_every_registered_accident_is_complete_and_labelled():
    registered = Accident.objects.exclude(status="draft")
    assert not registered.filter(Q(supervising_department=None) | Q(village=None) & ~Q(sector="other_civil")).exists()
    assert not Accident.objects.filter(is_demo=False).exists()
    newest = AccidentRevision.objects.values("accident").annotate(number=Count("pk"))
    numbers = {row["accident"]: row["number"] for row in newest}
    assert all(numbers[pk] == number for pk, number in registered.values_list("pk", "revision_number"))
    assert len(set(registered.values_list("code", flat=True))) == registered.count()
    by_day = registered.values("county", "name", "occurred_at__date").annotate(n=Count("pk"))
    assert not by_day.filter(n__gt=1).exists()


def test_the_unknown_details_of_the_seven_are_said_to_be_unknown():
    seven = Accident.objects.filter(level="larger", production="no", occurred_at__year=2020)
    assert seven.count() == 7
    assert all("细节待市局确认" in summary for summary in seven.values_list("summary", flat=True))


def test_every_role_finds_its_work():
    wanted = {
        "leader": "document_sign",
        "officer": "accident_verify",
        "reviewer": "document_review",
        "county_taojiang": "accident_fix",
        "county_anhua": "accident_submit",
        "leader_taojiang": "document_acknowledge",
        "town_majitang": "document_acknowledge",
        "dept_taojiang_housing": "document_acknowledge",
    }
    for username, kind in wanted.items():
        user = User.objects.get(username=username)
        assert Todo.objects.visible_to(user).open().filter(kind=kind).exists(), username


def test_states_of_accidents_decisions_and_letters_are_all_there():
    assert set(Accident.objects.values_list("status", flat=True)) == {"draft", "submitted", "returned", "verified"}
    assert Accident.objects.filter(production="pending", status="submitted").exists()
    states = set(Decision.objects.values_list("status", flat=True))
    assert states >= {"proposed", "expected", "drafting", "issued", "closed", "declined", "lapsed"}
    assert Decision.objects.filter(measure="yellow_card", status="issued").exists()
    letters = set(Document.objects.values_list("status", flat=True))
    assert letters == {"draft", "returned", "in_review", "signed", "issued"}


def test_numbers_of_letters_have_no_gap_and_rise_with_time():
    issued = Document.objects.filter(number__isnull=False).order_by("issued_at")
    assert {document.series_id for document in issued} == {"bureau-document", "committee-document"}
    for series in {document.series_id for document in issued}:
        numbers = [document.number for document in issued if document.series_id == series]
        assert numbers == list(range(1, len(numbers) + 1)), series
    assert all(document.pdf_sha256 for document in issued)


def test_accounts_file_names_all_posts_with_working_tokens(demo):
    posts = read_posts(seeding.demo_folder())
    assert [row["username"] for row in demo.accounts] == [post.username for post in posts]
    assert {row["username"] for row in demo.accounts} == set(User.objects.values_list("username", flat=True))
    for row in demo.accounts:
        user = User.objects.get(username=row["username"])
        assert user.check_password(row["password"])
        assert user.is_demo
        assert (user.organization.name, user.roles) == (row["organization"], row["roles"])
        assert len(row["password"]) >= 12
    assert ApiToken.objects.count() == len(posts)
    assert len({row["password"] for row in demo.accounts}) == len(posts)


def test_each_county_has_its_clerk():
    bureaus = Organization.objects.filter(kind="county_bureau")
    assert bureaus.count() == 8
    assert all(User.objects.filter(organization=bureau, roles__contains=["clerk"]).count() == 1 for bureau in bureaus)


def test_a_section_besides_the_drafters_can_be_asked_to_countersign(demo):
    draft = Document.objects.filter(status="draft").first()
    assert countersigning.units_to_ask(draft).filter(code="4309-emergency-chemicals").exists()


def test_the_accounts_file_is_for_its_owner_only(tmp_path):
    (tmp_path / "demo-accounts.json").write_text("old")
    (tmp_path / "demo-accounts.json").chmod(0o644)
    path = write_accounts_file(tmp_path, [{"username": "leader"}])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == [{"username": "leader"}]
    assert [item.name for item in tmp_path.iterdir()] == ["demo-accounts.json"]


def test_a_second_run_says_that_it_is_there_and_changes_nothing():
    before = (Accident.objects.count(), User.objects.count(), Decision.objects.count())
    told = StringIO()
    call_command("seed_demo", stderr=told)
    assert "已经装过" in told.getvalue()
    assert before == (Accident.objects.count(), User.objects.count(), Decision.objects.count())


def test_real_data_is_refused_by_name():
    User.objects.filter(is_demo=True).update(is_demo=False)
    with pytest.raises(CommandError, match=r"正式账号.*不能再装演示数据"):
        call_command("seed_demo")


def test_a_real_account_alone_is_refused(tmp_path):
    make_user("officer", username="real")
    with pytest.raises(seeding.DomainError, match="1 个正式账号"):
        seeding.seed(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_city_without_demonstration_data_is_told_to_start_empty(tmp_path, settings):
    settings.CITY_FOLDER = tmp_path
    with pytest.raises(seeding.DomainError, match="没有演示数据，请设置 DEMO=0"):
        seeding.seed(tmp_path)
