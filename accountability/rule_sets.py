"""Rule sets kept and published: loading the data files, reading a stored version back as the evaluator's value.

A published version is immutable (the database refuses changes); a change of the rules is a new version.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from accountability.facts import LEVELS
from accountability.journaling import note_rule_set
from accountability.models import Rule, RuleSet
from accountability.reconciliation_requests import request_rule_set
from accountability.rules import (
    DatedBy,
    RuleDataError,
    RuleSetSpec,
    RuleSpec,
    Use,
    dump_rule_set,
    parse_rule_set,
)
from accountability.windows import Window, WindowKind
from foundation.kit.errors import DomainError
from foundation.workdays import clock


def load(path: Path | str) -> list[RuleSet]:
    """Load and publish the rule sets of a folder of ``*.json`` files (or of one file).  Idempotent.

    A system act of ``load_city``.  Raises ``DomainError`` when a file cannot be evaluated or would change a version
    that is already published.
    """
    path = Path(path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [_load_one(json.loads(file.read_text(encoding="utf-8"))) for file in files]


@transaction.atomic
def publish(*, data: Mapping[str, Any], author: str, checker: str) -> RuleSet:
    """Store a rule set and publish it at once; decisions are then reconciled by the workers.

    A system act.  ``author`` and ``checker`` are the persons or offices that answer for it and must differ.
    Raises ``DomainError`` when it cannot be evaluated, the version exists, or nobody else has checked it.
    """
    spec = _parse(data)
    if not author or not checker or author == checker:
        raise DomainError("checker_missing", "规则集要由编制人以外的人复核后才能发布。")
    if RuleSet.objects.filter(code=spec.code, version=spec.version).exists():
        raise DomainError("version_exists", f"规则集 {spec.code} 第{spec.version}版已经存在，请另立版本。")
    rule_set = RuleSet(
        code=spec.code,
        version=spec.version,
        title=spec.title,
        legal_basis=spec.legal_basis,
        article=spec.article,
        confirmation_note=spec.confirm,
        issuer=spec.issuer,
        division_id=spec.division,
        use=spec.use.value,
        window=spec.window.value,
        dated_by=spec.dated_by.value,
        valid_from=spec.valid_from,
        valid_to=spec.valid_to,
        author=author,
        checker=checker,
        source_sha256=_digest(spec),
    )
    rule_set.full_clean()
    rule_set.save()
    for order, rule in enumerate(spec.rules, start=1):
        row = _rule_row(rule_set, rule, order)
        row.full_clean()
        row.save()
    rule_set.published_at = clock.now()
    rule_set.save(update_fields=["published_at"])
    note_rule_set("ruleset.publish", rule_set, f"发布{rule_set.title}第{rule_set.version}版，依据{spec.legal_basis}。")
    if spec.use is Use.APPLIED:
        request_rule_set(rule_set, spec)
    return rule_set


def spec_of(rule_set: RuleSet) -> RuleSetSpec:
    """The evaluator's value of a stored version."""
    rules = tuple(rule.spec for rule in rule_set.rules.all())
    return RuleSetSpec(
        code=rule_set.code,
        version=rule_set.version,
        title=rule_set.title,
        legal_basis=rule_set.legal_basis,
        article=rule_set.article,
        issuer=rule_set.issuer,
        division=rule_set.division_id,
        use=Use(rule_set.use),
        valid_from=rule_set.valid_from,
        valid_to=rule_set.valid_to,
        window=WindowKind(rule_set.window),
        dated_by=DatedBy(rule_set.dated_by),
        rules=rules,
        confirm=rule_set.confirmation_note,
    )


def newest(code: str) -> RuleSet:
    """The newest published version of a rule set.  Raises ``DomainError`` when there is none."""
    found = RuleSet.objects.filter(code=code, published_at__isnull=False).order_by("-version").first()
    if found is None:
        raise DomainError("unknown_ruleset", f"没有规则集“{code}”。", {"ruleset": "请选已发布的规则集。"})
    return found


def applied_in(window_start: dt.date) -> list[RuleSet]:
    """The applied versions in force for windows beginning on that day: of each code the newest that covers it."""
    published = RuleSet.objects.filter(
        use=RuleSet.Use.APPLIED, published_at__isnull=False, valid_from__lte=window_start
    )
    chosen: dict[str, RuleSet] = {}
    for rule_set in published.order_by("code", "-version"):
        if rule_set.code not in chosen and (rule_set.valid_to is None or window_start <= rule_set.valid_to):
            chosen[rule_set.code] = rule_set
    return list(chosen.values())


def is_in_force(rule_set: RuleSet, window: Window) -> bool:
    """Whether this very version is the one whose decisions are kept for the window."""
    return any(found.pk == rule_set.pk for found in applied_in(window.start))


def _load_one(data: Mapping[str, Any]) -> RuleSet:
    spec = _parse(data)
    stored = RuleSet.objects.filter(code=spec.code, version=spec.version).first()
    if stored is None:
        return publish(data=data, author=data.get("author", ""), checker=data.get("checker", ""))
    if stored.source_sha256 != _digest(spec):
        raise DomainError("published", f"规则集 {spec.code} 第{spec.version}版已经发布，不能改，请另立版本。")
    return stored


def _parse(data: Mapping[str, Any]) -> RuleSetSpec:
    try:
        return parse_rule_set(data)
    except RuleDataError as error:
        raise DomainError("bad_ruleset", str(error)) from error


def _digest(spec: RuleSetSpec) -> str:
    text = json.dumps(dump_rule_set(spec), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _rule_row(rule_set: RuleSet, rule: RuleSpec, order: int) -> Rule:
    return Rule(
        rule_set=rule_set,
        code=rule.code,
        order=order,
        clause=rule.clause.code,
        clause_text=rule.clause.text,
        article=rule.clause.article,
        production=rule.production,
        level_min=rule.level_min,
        level_max=rule.level_max or LEVELS[-1],
        finding_any=sorted(rule.findings),
        recipient_role=rule.recipient.value,
        threshold=rule.threshold,
        measure=rule.measure.value,
        issuing_level=rule.issuer.value,
        needs_confirmation=bool(rule.confirm),
        confirmation_note=rule.confirm,
    )
