"""Versions from draft to withdrawn, shown on rule sets: two persons, one in force, published ones unchangeable."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.models import Rule, RuleSet
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.common.errors import DomainError, NotPermitted
from foundation.publishing import services
from foundation.publishing.digest import digest_of
from foundation.publishing.models import Status
from foundation.publishing.selectors import changes_of, in_force
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

DAY = dt.date(2030, 1, 1)


def days(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def draft(version: int = 1, *, user: Any = None, **values: Any) -> RuleSet:
    fields = {
        "code": "test",
        "title": "试行规则",
        "legal_basis": "试〔2030〕1号",
        "issuer": "市局",
        "division_id": "4309",
        "use": "comparison",
        "window": "calendar_year",
        "dated_by": "occurred",
        "valid_from": DAY,
        "author": "综合协调科",
    }
    return services.add_draft(RuleSet(version=version, **fields | values), user=user)


def add_rule(rule_set: RuleSet, code: str = "T1", threshold: int = 1) -> Rule:
    return Rule.objects.create(
        rule_set=rule_set, code=code, order=1, clause=code, clause_text="条文", production="any", level_min="larger",
        level_max="extraordinary", recipient_role="county_government", threshold=threshold, measure="notice",
        issuing_level="city",
    )  # fmt: skip


def published(version: int = 1, *, threshold: int = 1, **values: Any) -> RuleSet:
    new = draft(version, **values)
    add_rule(new, threshold=threshold)
    checked = services.check(new, checker="政策法规科")
    return services.publish(checked, act="ruleset.publish", message="发布试行规则。")


@pytest.fixture
def editors(monkeypatch):
    """Officers may edit versions: a rule set has no such permission of its own."""
    monkeypatch.setattr(RuleSet, "edit_permission", "document.draft")
    return make_user("officer", username="writes"), make_user("officer", username="checks")


def test_a_version_goes_from_draft_to_published_with_its_digest() -> None:
    first = published()
    assert (first.status, first.digest) == (Status.PUBLISHED, digest_of(first.content()))
    assert first.published_at is not None
    second = published(2, threshold=2)
    assert [change.path for change in changes_of(second)] == [("version",), ("rules", "T1", "threshold")]
    told = Event.objects.filter(act="ruleset.publish").latest("pk")
    assert told.data["digest"] == second.digest
    assert told.data["changes"][1] == {"path": ["rules", "T1", "threshold"], "before": 1, "after": 2}
    with pytest.raises(DomainError, match="第2版已经存在"):
        draft(2)


def test_another_person_checks(editors) -> None:
    writer, checker = editors
    new = draft(user=writer)
    assert (new.author, new.drafted_by) == ("writes", writer)
    with pytest.raises(DomainError, match="编制人以外的人"):
        services.check(new, user=writer)
    namesake = make_user("officer", username="same-name")
    type(namesake).objects.filter(pk=namesake.pk).update(name=writer.name)
    namesake.refresh_from_db()
    assert services.check(new, user=namesake).checked_by == namesake, "two persons may have one name"
    assert services.check(new, user=checker).checker == "checks"
    for author, second in (("综合协调科", ""), ("综合协调科", "综合协调科")):
        with pytest.raises(DomainError, match="编制人以外的人"):
            services.check(draft(7, code=f"x{len(second)}", author=author), checker=second)
    with pytest.raises(DomainError, match="编制人以外的人"):
        draft(8, author="")


def test_only_who_may_edit_drafts_checks_publishes_and_sees_drafts(editors) -> None:
    writer, checker = editors
    clerk, leader = make_user("clerk"), make_user("leader")
    with pytest.raises(NotPermitted):
        draft(user=clerk)
    new = draft(user=writer)
    assert new in RuleSet.objects.visible_to(checker)
    assert new not in RuleSet.objects.visible_to(clerk)
    with pytest.raises(NotPermitted):
        services.check(new, user=clerk)
    checked = services.check(new, user=checker)
    with pytest.raises(NotPermitted):
        services.publish(checked, act="document.sign", user=writer, message="")
    done = services.publish(checked, act="document.sign", user=leader, message="发布。")
    assert done in RuleSet.objects.visible_to(clerk)
    with pytest.raises(NotPermitted):
        services.withdraw(done, act="document.sign", user=writer, reason="有误")


def test_what_is_changed_after_the_check_is_checked_again() -> None:
    new = draft()
    row = add_rule(new)
    with pytest.raises(DomainError, match="拟稿，不能这样办理"):
        services.publish(new, act="ruleset.publish", message="")
    checked = services.check(new, checker="政策法规科")
    row.threshold = 5
    row.save()
    with pytest.raises(DomainError, match="请重新复核"):
        services.publish(checked, act="ruleset.publish", message="")
    again = services.check(checked, checker="政策法规科")
    assert services.publish(again, act="ruleset.publish", message="发布。").status == Status.PUBLISHED
    with pytest.raises(DomainError, match="已发布，不能这样办理"):
        services.check(again, checker="政策法规科")


def test_withdrawn_it_is_in_force_on_no_day_and_stays_readable() -> None:
    leader = make_user("leader")
    first, second = published(), published(2)
    assert in_force(RuleSet, "test", DAY) == second
    with pytest.raises(DomainError, match="撤回原因"):
        services.withdraw(second, act="document.sign", user=leader, reason=" ")
    gone = services.withdraw(second, act="document.sign", user=leader, reason="文件作废")
    assert in_force(RuleSet, "test", DAY) == first
    assert gone in RuleSet.objects.visible_to(make_user("clerk"))
    assert Event.objects.get(act="document.sign").message == "撤回试〔2030〕1号（第二版）：文件作废"
    with pytest.raises(DomainError, match="已撤回，不能这样办理"):
        services.withdraw(gone, act="document.sign", user=leader, reason="文件作废")


def test_validity_ends_after_it_begins() -> None:
    with pytest.raises(ValidationError, match="不能早于"):
        draft(valid_until=days(-1))


spans = st.tuples(st.integers(0, 4), st.none() | st.integers(0, 4), st.booleans())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spans, min_size=1, max_size=4))
def test_on_no_day_are_two_versions_of_one_code_in_force(versions: list[tuple[int, int | None, bool]]) -> None:
    with transaction.atomic():
        for number, (start, length, is_withdrawn) in enumerate(versions, 1):
            until = None if length is None else days(start + length)
            rule_set = published(number, valid_from=days(start), valid_until=until)
            if is_withdrawn:
                services.withdraw(rule_set, act="document.sign", user=_leader(), reason="作废")
        for day in range(-1, 10):
            covering = [
                number
                for number, (start, length, is_withdrawn) in enumerate(versions, 1)
                if not is_withdrawn and start <= day and (length is None or day <= start + length)
            ]
            found = RuleSet.objects.filter(code="test").in_force(days(day))
            assert [each.version for each in found] == covering[-1:]
        transaction.set_rollback(True)


def _leader() -> Any:
    return User.objects.filter(username="leader").first() or make_user("leader")


def refused(sql: str, *values: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_no_sql_changes_what_is_published() -> None:
    rule_set = published()
    row = rule_set.rules.get()
    for column in (field.column for field in RuleSet._meta.concrete_fields):
        refused(f"update accountability_ruleset set {column} = {column} where id = %s", rule_set.pk)
    refused("delete from accountability_ruleset where id = %s", rule_set.pk)
    refused("update accountability_rule set threshold = 9 where id = %s", row.pk)
    refused("delete from accountability_rule where id = %s", row.pk)
    other = add_rule(draft(2))
    refused("update accountability_rule set rule_set_id = %s, code = 'T9' where id = %s", rule_set.pk, other.pk)


def test_sql_withdraws_only_with_moment_and_reason_and_nothing_else() -> None:
    rule_set = published()
    start = "update accountability_ruleset set status = 'withdrawn'"
    refused(f"{start} where id = %s", rule_set.pk)
    refused(f"{start}, withdrawn_at = now() where id = %s", rule_set.pk)
    both = f"{start}, withdrawn_at = now(), withdrawal_reason = '作废'"
    refused(f"{both}, title = '另' where id = %s", rule_set.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"{both} where id = %s", [rule_set.pk])
    refused("update accountability_ruleset set status = 'published', withdrawn_at = null where id = %s", rule_set.pk)
    refused("update accountability_rule set threshold = 9 where rule_set_id = %s", rule_set.pk)


def test_a_draft_is_not_published_past_the_check() -> None:
    new = draft()
    refused("update accountability_ruleset set status = 'published', published_at = now() where id = %s", new.pk)
    refused("update accountability_ruleset set status = 'checked', digest = 'x' where id = %s", new.pk)
    checked = services.check(new, checker="政策法规科")
    for wrong in ({"checker": new.author}, {"digest": ""}, {"valid_until": days(-1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleSet.objects.filter(pk=checked.pk).update(**wrong)
    assert json.loads(json.dumps(checked.content())) == checked.content()
