"""Rules as plain values, and reading them from the data files of ``fixtures/rulesets``.

A rule set is data: what is written in the file is what is evaluated and what is quoted on the explanation page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accidents.rules.vocabulary import Level, Production
from accountability.rules.measures import Issuer, Measure
from accountability.rules.windows import Window, WindowKind, window_of
from foundation.common.vocabulary import LabelledEnum

#: A rule that counts production accidents and others alike.
ANY_PRODUCTION = "any"
PRODUCTION_CHOICES = [
    *((production.value, production.short_label) for production in (Production.YES, Production.NO)),
    (ANY_PRODUCTION, "不限"),
]


class RecipientRole(LabelledEnum):
    """To whom a rule charges an accident."""

    TOWNSHIP_GOVERNMENT = "township_government", "乡镇人民政府（街道办事处）"
    COUNTY_GOVERNMENT = "county_government", "区县（市）人民政府、管委会"
    COUNTY_DEPARTMENT = "county_department", "区县（市）主管部门"


class Use(LabelledEnum):
    """``applied``: reconciled into decisions; ``comparison``: evaluated only."""

    APPLIED = "applied", "据以办理"
    COMPARISON = "comparison", "只作对照"


class DatedBy(LabelledEnum):
    """The date that must lie inside the window."""

    OCCURRED = "occurred", "发生日期"
    COUNTED = "counted", "计入日期"


class RuleDataError(ValueError):
    """A rule-set file or draft that cannot be evaluated; the message says in Chinese what and where."""


@dataclass(frozen=True)
class Clause:
    """A sentence of the source that one or more rules read; letters are drafted by clause."""

    code: str
    text: str
    article: str = ""


@dataclass(frozen=True)
class RuleSpec:
    """One row of a rule set.  ``production`` is ``yes``, ``no`` or ``any``; ``level_max`` ``None`` is open upwards.

    ``findings``: when not empty the accident must carry one of them.  ``confirm`` is the open question to the bureau
    (待市局确认), empty when there is none.
    """

    code: str
    clause: Clause
    production: str
    level_min: Level
    level_max: Level | None
    recipient: RecipientRole
    threshold: int
    measure: Measure
    issuer: Issuer = Issuer.CITY
    findings: frozenset[str] = frozenset()
    confirm: str = ""

    def matches_level(self, level: str) -> bool:
        """Whether a level lies in the rule's range."""
        rank = Level(level).rank
        return self.level_min.rank <= rank and (self.level_max is None or rank <= self.level_max.rank)

    def matches_production(self, production: str) -> bool:
        """``pending`` matches only ``any`` (escalation.md, Evaluation 1)."""
        return self.production in (ANY_PRODUCTION, production)

    @property
    def accident_text(self) -> str:
        """What the rule counts, in words: ``较大及以上非生产安全事故``."""
        level = self._levels_text + ("及以上" if self.level_max is None else "")
        return level + ("事故" if self.production == ANY_PRODUCTION else Production(self.production).noun)

    @property
    def short_accident_text(self) -> str:
        """What the rule counts, for narrow columns: ``较大非生产``."""
        nature = "事故" if self.production == ANY_PRODUCTION else Production(self.production).short_label
        return self._levels_text + nature

    @property
    def _levels_text(self) -> str:
        ends = () if self.level_max in (None, self.level_min) else (self.level_max,)
        return "至".join(level.label for level in (self.level_min, *ends))

    @property
    def title(self) -> str:
        """The rule as an official names it: ``一般生产安全事故，通报``, ``较大及以上非生产安全事故 2 起，黄牌警告``."""
        count = f" {self.threshold} 起" if self.threshold > 1 else ""
        level = "（省级）" if self.issuer is Issuer.PROVINCE else ""
        return f"{self.accident_text}{count}，{self.measure.label}{level}"

    @property
    def recipient_text(self) -> str:
        """Whom the rule charges, in words."""
        return self.recipient.label


@dataclass(frozen=True)
class RuleSetSpec:
    """A version of a rule set.  ``valid_from`` and ``valid_to`` are first days of windows, inclusive."""

    code: str
    version: int
    title: str
    legal_basis: str
    article: str
    issuer: str
    division: str
    use: Use
    valid_from: dt.date
    valid_to: dt.date | None
    window: WindowKind
    dated_by: DatedBy
    rules: tuple[RuleSpec, ...]
    confirm: str = ""
    #: Full title of the document ``legal_basis`` is the number of; empty when not known.
    basis_title: str = ""
    #: What a measure entails for the unit, by measure, with its source; letters propose it to the officer.
    effects: Mapping[str, str] = field(default_factory=dict, hash=False)

    def covers(self, window: Window) -> bool:
        """Whether decisions may be stored for the window: it begins within the validity."""
        return self.valid_from <= window.start and (self.valid_to is None or window.start <= self.valid_to)

    def window_of(self, day: dt.date) -> Window:
        """The window of this rule set that contains ``day``."""
        return window_of(self.window, day)

    def rule(self, code: str) -> RuleSpec:
        """The rule with that code; ``KeyError`` when there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)


def parse_rule_set(data: Mapping[str, Any]) -> RuleSetSpec:
    """The rule set written in a data file.  Raises :class:`RuleDataError`."""
    try:
        clauses = {row["code"]: Clause(row["code"], row["text"], row.get("article", "")) for row in data["clauses"]}
        rules = tuple(_parse_rule(row, clauses) for row in data["rules"])
        spec = RuleSetSpec(
            code=data["code"],
            version=int(data["version"]),
            title=data["title"],
            legal_basis=data["legal_basis"],
            article=data.get("article", ""),
            issuer=data["issuer"],
            division=data["division"],
            use=Use(data["use"]),
            valid_from=dt.date.fromisoformat(data["valid_from"]),
            valid_to=dt.date.fromisoformat(data["valid_to"]) if data.get("valid_to") else None,
            window=WindowKind(data["window"]),
            dated_by=DatedBy(data["dated_by"]),
            rules=rules,
            confirm=data.get("confirm", ""),
            basis_title=data.get("basis_title", ""),
            effects={Measure(name).value: text for name, text in data.get("effects", {}).items()},
        )
    except KeyError as error:
        raise RuleDataError(f"规则集缺少“{error.args[0]}”一项。") from error
    except (ValueError, TypeError) as error:
        if isinstance(error, RuleDataError):
            raise
        raise RuleDataError(f"规则集写法有误：{error}") from error
    codes = [rule.code for rule in rules]
    if not rules or len(set(codes)) != len(codes):
        raise RuleDataError("规则集至少要有一条规则，规则编号不得重复。")
    return spec


def dump_rule_set(spec: RuleSetSpec) -> dict[str, Any]:
    """The data :func:`parse_rule_set` reads back into an equal value; the form in which a version is stored."""
    clauses = {rule.clause.code: rule.clause for rule in spec.rules}
    return {
        "code": spec.code,
        "version": spec.version,
        "title": spec.title,
        "legal_basis": spec.legal_basis,
        "article": spec.article,
        "issuer": spec.issuer,
        "division": spec.division,
        "use": spec.use.value,
        "valid_from": spec.valid_from.isoformat(),
        "valid_to": spec.valid_to.isoformat() if spec.valid_to else None,
        "window": spec.window.value,
        "dated_by": spec.dated_by.value,
        "confirm": spec.confirm,
        "basis_title": spec.basis_title,
        "effects": dict(spec.effects),
        "clauses": [{"code": c.code, "text": c.text, "article": c.article} for c in clauses.values()],
        "rules": [
            {
                "code": rule.code,
                "clause": rule.clause.code,
                "production": rule.production,
                "level_min": rule.level_min,
                "level_max": rule.level_max,
                "recipient": rule.recipient.value,
                "threshold": rule.threshold,
                "measure": rule.measure.value,
                "issuer": rule.issuer.value,
                "findings": sorted(rule.findings),
                "confirm": rule.confirm,
            }
            for rule in spec.rules
        ],
    }


def _parse_rule(row: Mapping[str, Any], clauses: Mapping[str, Clause]) -> RuleSpec:
    where = f"规则 {row.get('code', '?')}"
    if row["clause"] not in clauses:
        raise RuleDataError(f"{where}：没有条款“{row['clause']}”。")
    if row["production"] not in dict(PRODUCTION_CHOICES):
        raise RuleDataError(f"{where}：事故性质只能是 yes、no 或 any。")
    try:
        level_min, level_max = Level(row["level_min"]), Level(row["level_max"]) if row.get("level_max") else None
    except ValueError:
        raise RuleDataError(f"{where}：等级范围写法有误。") from None
    if level_max is not None and level_max.rank < level_min.rank:
        raise RuleDataError(f"{where}：最高等级低于最低等级。")
    if int(row["threshold"]) < 1:
        raise RuleDataError(f"{where}：门槛至少为 1 起。")
    findings = frozenset(row.get("findings", ()))
    if findings - {"concealed", "false_report"}:
        raise RuleDataError(f"{where}：只认瞒报、谎报两种认定。")
    return RuleSpec(
        code=row["code"],
        clause=clauses[row["clause"]],
        production=row["production"],
        level_min=level_min,
        level_max=level_max,
        recipient=RecipientRole(row["recipient"]),
        threshold=int(row["threshold"]),
        measure=Measure(row["measure"]),
        issuer=Issuer(row.get("issuer", "city")),
        findings=findings,
        confirm=row.get("confirm", ""),
    )
