"""The role table: complete, consistent with the code in both directions, and with 三员分立."""

from __future__ import annotations

import re

import pytest

from foundation.accounts.separation_of_duties import KEEPERS
from foundation.common import access
from foundation.common.errors import NotPermitted
from foundation.common.permissions import ROLES, table
from foundation.organizations.models import Organization
from tests.support.packages import ROOT, sources
from tests.support.people import make_user

_ACT = r'"([a-z_]+\.[a-z_]+)"'
#: The ways code asks the table: user.may("x.y"), scope_for("x.y"), require(user, "x.y"), covers_place(user, "x.y", …).
_ASKS = re.compile(
    rf"(?:\.may\(\s*{_ACT}|scope_for\(\s*{_ACT}|require\(\s*[\w.]+,\s*{_ACT}|\bmay\(\s*[\w.]+,\s*{_ACT}"
    rf"|covers_place\(\s*[\w.]+,\s*{_ACT})"
)
_BUSINESS = [act for act in table() if act.split(".")[0] in {"accident", "decision", "document", "simulation"}]


def asked_acts() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sources():
        for groups in _ASKS.findall((ROOT / path).read_text(encoding="utf-8")):
            found |= {act: str(path) for act in groups if act}
    return found


def test_every_act_that_code_asks_for_is_in_the_table() -> None:
    unknown = {act: path for act, path in asked_acts().items() if act not in table()}
    assert not unknown


def test_every_live_act_of_the_table_is_asked_for_by_code() -> None:
    text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in sources())
    templates = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    unused = [row.act for row in table().values() if row.is_live and f'"{row.act}"' not in text + templates]
    assert not unused, f"acts that nothing checks: {unused}"


def test_acts_that_are_planned_grant_nothing(city: None) -> None:
    planned = [row for row in table().values() if not row.is_live]
    for row in planned:
        for role in row.scopes:
            assert not make_user(role, username=f"{role}-{row.act}").may(row.act)


@pytest.mark.parametrize("keeper", ["sysadmin", "secadmin"])
def test_keepers_touch_no_business_data(keeper: str) -> None:
    assert [act for act in _BUSINESS if keeper in table()[act].scopes] == []


def test_auditor_only_reads() -> None:
    acts = [row.act for row in table().values() if row.scopes.get("auditor", "own") != "own"]
    assert acts
    assert all(act.endswith((".view", ".export")) for act in acts), acts


def test_accounts_roles_and_journal_are_three_hands() -> None:
    for act, keeper in [("user.manage", "sysadmin"), ("user.roles", "secadmin"), ("session.manage", "secadmin"),
                        ("journal.view", "auditor"), ("organization.manage", "sysadmin")]:  # fmt: skip
        assert set(table()[act].scopes) == {keeper}
    assert {"sysadmin", "secadmin", "auditor"} == KEEPERS


def test_counties_reach_no_further_than_their_own() -> None:
    for row in table().values():
        for role in ("clerk", "county_leader", "township", "department"):
            assert row.scopes.get(role) != "city", row.act


def test_whoever_drafts_does_not_sign_and_whoever_signs_does_not_issue() -> None:
    for act, other in [("document.draft", "document.sign"), ("document.sign", "document.issue"),
                       ("accident.submit", "accident.verify")]:  # fmt: skip
        assert not set(table()[act].scopes) & set(table()[other].scopes)


def test_every_role_may_something_and_has_a_label() -> None:
    for role, label in ROLES:
        assert label
        assert any(role in row.scopes for row in table().values())


def test_refusal_says_who_may(city: None) -> None:
    clerk = make_user("clerk")
    with pytest.raises(NotPermitted) as refused:
        access.require(clerk, "document.sign")
    assert refused.value.message == "您的角色不能办理“签发”。请由市局领导办理。"
    with pytest.raises(NotPermitted, match="签发要由局领导办理"):
        access.require(clerk, "document.sign", message="签发要由局领导办理。")


def test_nobody_and_disabled_may_nothing(city: None) -> None:
    disabled = make_user("officer", is_active=False)
    for person in (None, disabled):
        for act in table():
            assert not access.may(person, act)
            assert not access.covers_place(person, act, "430922115")


def test_reach_of_a_county_ends_at_its_border(city: None) -> None:
    clerk = make_user("clerk")
    assert access.covers_place(clerk, "accident.draft", "430922115")
    assert not access.covers_place(clerk, "accident.draft", "430923121")
    assert not access.covers_place(clerk, "accident.draft", "4309")
    assert access.covers_place(make_user("officer"), "accident.verify", "430923121")


def test_object_without_lookups_is_reached_by_city_scope_only(city: None) -> None:
    unit = Organization.objects.get(code="430922-housing")
    assert access.may(make_user("sysadmin"), "organization.manage", on=unit)
    assert not access.may(make_user("clerk"), "accident.draft", on=unit)


def test_an_act_outside_the_table_is_an_error(city: None) -> None:
    with pytest.raises(KeyError):
        access.may(make_user("officer"), "accident.dream")
