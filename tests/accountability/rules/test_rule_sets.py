"""Loading and publishing rule sets; a published version never changes."""

import copy
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from accountability.facts import rule_sets
from accountability.models import ReconciliationRequest, Rule, RuleSet
from accountability.reconciliation import publishing
from accountability.rules.windows import appraisal_year, calendar_year
from foundation.common.errors import DomainError
from tests.accountability.rules.facts_factory import FIXTURES, rule_set

pytestmark = pytest.mark.django_db


def test_stored_version_is_what_the_file_says(march: None) -> None:
    for code in ("yiyang-2021", "hunan-2017"):
        assert rule_sets.newest(code).spec == rule_set(code)


def test_loading_again_changes_nothing(march: None) -> None:
    before = list(RuleSet.objects.values_list("pk", "published_at"))
    publishing.load(FIXTURES)
    assert list(RuleSet.objects.values_list("pk", "published_at")) == before
    assert Rule.objects.filter(rule_set__code="yiyang-2021").count() == 15


def test_a_changed_file_of_a_published_version_is_refused(march: None, tmp_path: Path) -> None:
    data = json.loads((FIXTURES / "yiyang-2021.json").read_text(encoding="utf-8"))
    data["rules"][2]["threshold"] = 3
    (tmp_path / "changed.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DomainError, match="另立版本"):
        publishing.load(tmp_path)


def test_the_database_refuses_to_change_what_is_published(march: None) -> None:
    rule = Rule.objects.get(code="R2", rule_set__code="yiyang-2021")
    names = [field.attname for field in Rule._meta.concrete_fields if field.name not in ("id", "code")]
    copied = {name: getattr(rule, name) for name in names}
    for act in (
        lambda: Rule.objects.filter(pk=rule.pk).update(threshold=3),
        lambda: Rule.objects.filter(pk=rule.pk).delete(),
        lambda: RuleSet.objects.filter(pk=rule.rule_set_id).update(title="另一名称"),
        lambda: Rule.objects.create(**copied, code="R9"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_new_version_takes_over_from_its_first_window(march: None) -> None:
    ReconciliationRequest.objects.all().delete()
    data = copy.deepcopy(json.loads((FIXTURES / "yiyang-2021.json").read_text(encoding="utf-8")))
    data.update(version=2, valid_from="2021-01-01")
    second = publishing.publish(data=data, author="综合协调科", checker="政策法规科")
    first = RuleSet.objects.get(code="yiyang-2021", version=1)
    assert rule_sets.is_in_force(second, calendar_year(2021))
    assert not rule_sets.is_in_force(first, calendar_year(2021))
    asked = ReconciliationRequest.objects.filter(rule_set=second)
    assert set(asked.values_list("window_start__year", flat=True)) == {2021}
    assert asked.count() == 8


def test_nobody_checks_his_own_rule_set(march: None) -> None:
    data = json.loads((FIXTURES / "yiyang-2021.json").read_text(encoding="utf-8"))
    data["version"] = 2
    with pytest.raises(DomainError, match="复核"):
        publishing.publish(data=data, author="综合协调科", checker="综合协调科")


def test_comparison_sets_are_never_applied(march: None) -> None:
    assert rule_sets.applied_in(appraisal_year(2021).start) == []
    assert [found.code for found in rule_sets.applied_in(calendar_year(2021).start)] == ["yiyang-2021"]
    assert rule_sets.applied_in(calendar_year(2020).start) == []
