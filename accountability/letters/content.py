"""From decisions to the content of their letter: its text, its addressees, whom it goes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from accidents.models import Accident
from accountability.letters.facts import accidents_of
from accountability.letters.interview_texts import interview_summons
from accountability.letters.notice_texts import notice_of_accident, notice_of_month, yellow_card
from accountability.letters.phrases import DecisionContext, LetterAccident
from accountability.letters.veto_approval import cited_approval, effect_asked
from accountability.letters.veto_texts import veto_notice
from accountability.models import Decision, Letter
from accountability.rules.measures import Measure
from documents.content.addressing import Addressee, addressed, county_governments
from documents.content.group_names import COMMITTEE_MEMBERS
from documents.correspondence.citations import CitedDocument
from documents.correspondence.text import LetterText
from documents.models import DocumentRecipient, NumberSeries
from documents.workflow.drafting import RecipientInput
from documents.workflow.seals import DEMO_NOTE
from foundation.common.clock import start_of_day
from foundation.organizations.models import Organization
from foundation.organizations.selectors import county_government

#: Working days for the rectification report unless the officer writes another number (escalation.md, Life).
REPORT_WORKDAYS = 20
#: The kind of document (``documents.numbering.numbers.kind_of``) that carries a measure.
KINDS = {
    Measure.NOTICE: "notice",
    Measure.YELLOW_CARD: "yellow_card",
    Measure.INTERVIEW: "interview",
    Measure.VETO: "veto",
}
_COPIES = {
    Measure.NOTICE: f"省应急管理厅，{COMMITTEE_MEMBERS}",
    Measure.YELLOW_CARD: COMMITTEE_MEMBERS,
    Measure.INTERVIEW: "",
    Measure.VETO: COMMITTEE_MEMBERS,
}
#: The units named in the text receive the document too; those that are not 主送 are named in 抄送.
_COPIES_TO_NAMED = {
    Measure.NOTICE: "被通报单位",
    Measure.YELLOW_CARD: "被警告单位",
    Measure.INTERVIEW: "",
    Measure.VETO: "被一票否决单位",
}
#: 抄送 gives so many of them by name; the text or its table names more.
MOST_NAMED_IN_COPIES = 6
#: Measures announced to all counties.
_TO_ALL = (Measure.NOTICE, Measure.VETO)
#: A committee has no staff of its own: its office takes what is reported to it.
COMMITTEE_OFFICE = "市安委会办公室"


def letter_text(
    decisions: Sequence[Decision], month: dt.date | None, series: NumberSeries, details: Mapping[str, Any]
) -> LetterText:
    """What the letter that carries these decisions says now."""
    text = _text(decisions, month, series, details)
    is_to_all = decisions[0].measure in _TO_ALL
    return replace(text, main_recipients=county_governments()) if is_to_all else text


def expected_text(letter: Letter) -> LetterText:
    """The text the facts give now; guards compare it with a draft, but not its 主送, which an officer may change."""
    decisions = list(letter.decisions.select_related("rule__rule_set", "trigger", "county"))
    return _text(decisions, letter.month, letter.document.series, letter.details)


def _text(
    decisions: Sequence[Decision], month: dt.date | None, series: NumberSeries, details: Mapping[str, Any]
) -> LetterText:
    accidents = accidents_of(decisions)
    first = decisions[0]
    context = letter_context(decisions, accidents, series)
    if first.measure == Measure.INTERVIEW:
        return interview_summons(accidents, context, details)
    if first.measure == Measure.VETO:
        return veto_notice(accidents, context, cited_approval(decisions), effect_asked(decisions))
    if first.measure == Measure.YELLOW_CARD:
        return yellow_card(accidents, context, main_recipients=_county_name(first))
    if month is not None:
        complete = {accident.code for accident in accidents} >= _ordinary_of_month(first, month)
        charged: dict[str, list[str]] = {}
        for decision in sorted(decisions, key=lambda one: (one.rule.code, one.recipient_code)):
            if decision.trigger is not None:
                charged.setdefault(decision.trigger.code, []).append(decision.recipient_name)
        return notice_of_month(month.year, month.month, accidents, context, complete=complete, charged=charged)
    return notice_of_accident(accidents[0], context)


def letter_context(
    decisions: Sequence[Decision], accidents: Sequence[LetterAccident], series: NumberSeries
) -> DecisionContext:
    """The document and clause the decisions rest on, their recipients by accident and rule, and who issues."""
    rule = decisions[0].rule
    order = {accident.code: number for number, accident in enumerate(accidents)}
    ordered = sorted(
        decisions,
        key=lambda one: (order.get(one.trigger.code, 0) if one.trigger else 0, one.rule.code, one.recipient_code),
    )
    issuer = "" if series.form == NumberSeries.Form.MINUTES else series.issuer.name
    units = [Addressee(decision.recipient_name, decision.recipient_role) for decision in ordered]
    return DecisionContext(
        basis=CitedDocument(rule.rule_set.basis_title, rule.rule_set.legal_basis),
        clause=rule.clause_text,
        recipients=tuple(dict.fromkeys(unit.name for unit in units)),
        report_workdays=REPORT_WORKDAYS,
        report_to=report_to(series),
        issuer=issuer,
        main_recipients=addressed(units),
    )


def report_to(series: NumberSeries) -> str:
    """Who takes the reports that a letter of this series asks for."""
    return COMMITTEE_OFFICE if series.issuer.kind == Organization.Kind.SAFETY_COMMITTEE else "市应急管理局"


def note_of(text: LetterText, decisions: Iterable[Decision]) -> str:
    """附注 of a letter; one on invented accidents says so."""
    return "；".join(part for part in (text.note, _demo_note(decisions)) if part)


def copies_of(
    measure: Measure, recipients: Sequence[RecipientInput], *, main: str = "", left_out: Collection[str] = ()
) -> str:
    """抄送 of a letter by default, from above to below.

    For a later letter that is addressed to others, ``main`` is 主送 of the letter before, ``left_out`` the names of
    those addressed now.
    """
    named = [one.organization for one in recipients if one.role == DocumentRecipient.Role.NAMED]
    units = _COPIES_TO_NAMED[measure]
    if len(named) <= MOST_NAMED_IN_COPIES:
        units = addressed(Addressee(unit.name, unit.kind) for unit in named if unit.name not in left_out)
    return "，".join(part for part in (_COPIES[measure], main, units) if part)


def letter_recipients(decisions: Sequence[Decision]) -> list[RecipientInput]:
    """主送 by default the county's government; all county units for 通报; whom it asks for 约谈.

    The units named must acknowledge too.
    """
    measure = Measure(decisions[0].measure)
    role = DocumentRecipient.Role
    recipients = [RecipientInput(organization, role.MAIN, True) for organization in _main(decisions, measure)]
    taken = {recipient.organization.pk for recipient in recipients}
    for decision in decisions:
        organization = decision.recipient_organization
        if organization is not None and organization.pk not in taken:
            taken.add(organization.pk)
            recipients.append(RecipientInput(organization, role.NAMED, True))
    return recipients


def _main(decisions: Sequence[Decision], measure: Measure) -> list[Organization]:
    if measure is Measure.INTERVIEW:
        asked = {one.recipient_organization_id: one.recipient_organization for one in decisions}
        return [organization for organization in asked.values() if organization is not None]
    if measure in _TO_ALL:
        division = decisions[0].rule.rule_set.division_id
        found = Organization.objects.filter(
            kind=Organization.Kind.COUNTY_GOVERNMENT, is_active=True, division__code__startswith=division
        )
        return list(found.order_by("division_id"))
    governments = (county_government(county) for county in sorted({one.county_id for one in decisions}))
    return [government for government in governments if government is not None]


def _county_name(decision: Decision) -> str:
    government = county_government(decision.county_id)
    return government.name if government else decision.county.name


def _ordinary_of_month(decision: Decision, month: dt.date) -> set[str]:
    following = (month + dt.timedelta(days=31)).replace(day=1)
    found = Accident.objects.counted().filter(
        county__code__startswith=decision.rule.rule_set.division_id,
        production=decision.rule.production,
        level=decision.rule.level_min,
        occurred_at__gte=start_of_day(month),
        occurred_at__lt=start_of_day(following),
    )
    return set(found.values_list("code", flat=True))


def _demo_note(decisions: Iterable[Decision]) -> str:
    is_demo = Accident.objects.filter(decision_bases__decision__in=list(decisions), is_demo=True).exists()
    return DEMO_NOTE if is_demo else ""
