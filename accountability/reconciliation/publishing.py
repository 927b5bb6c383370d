"""Load and publish rule sets. A published version is immutable; a change of the rules is a new version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from accidents.models import Level
from accountability.models import Rule, RuleSet
from accountability.reconciliation.requests import request_rule_set
from accountability.rules.spec import (
    RuleDataError,
    RuleSetSpec,
    RuleSpec,
    Use,
    dump_rule_set,
    parse_rule_set,
)
from foundation.common.errors import DomainError, ErrorCode
from foundation.publishing import services as versions
from foundation.publishing.digest import digest_of


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
    rule_set = versions.add_draft(
        RuleSet(
            code=spec.code,
            version=spec.version,
            title=spec.title,
            legal_basis=spec.legal_basis,
            basis_title=spec.basis_title,
            effects=dict(spec.effects),
            article=spec.article,
            confirmation_note=spec.confirm,
            issuer=spec.issuer,
            division_id=spec.division,
            use=spec.use.value,
            window=spec.window.value,
            dated_by=spec.dated_by.value,
            valid_from=spec.valid_from,
            valid_until=spec.valid_to,
            author=author,
        )
    )
    for order, rule in enumerate(spec.rules, start=1):
        row = _rule_row(rule_set, rule, order)
        row.full_clean()
        row.save()
    rule_set = versions.publish(
        versions.check(rule_set, checker=checker),
        act="ruleset.publish",
        message=f"发布{spec.title}第{spec.version}版，依据{spec.legal_basis}。",
        division_code=spec.division,
    )
    if spec.use is Use.APPLIED:
        request_rule_set(rule_set, spec)
    return rule_set


def _load_one(data: Mapping[str, Any]) -> RuleSet:
    spec = _parse(data)
    stored = RuleSet.objects.filter(code=spec.code, version=spec.version).first()
    if stored is None:
        return publish(data=data, author=data.get("author", ""), checker=data.get("checker", ""))
    if stored.digest != digest_of(dump_rule_set(spec)):
        raise DomainError(ErrorCode.PUBLISHED, f"规则集 {spec.code} 第{spec.version}版已经发布，不能改，请另立版本。")
    return stored


def _parse(data: Mapping[str, Any]) -> RuleSetSpec:
    try:
        return parse_rule_set(data)
    except RuleDataError as error:
        raise DomainError(ErrorCode.BAD_RULESET, str(error)) from error


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
        level_max=rule.level_max or Level.EXTRAORDINARY,
        finding_any=sorted(rule.findings),
        recipient_role=rule.recipient.value,
        threshold=rule.threshold,
        measure=rule.measure.value,
        issuing_level=rule.issuer.value,
        needs_confirmation=bool(rule.confirm),
        confirmation_note=rule.confirm,
    )
