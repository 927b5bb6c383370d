"""Letters: drafting the official document that carries decisions, and writing its text anew from the facts.

Review, signature, issue, delivery and receipt are the document's own acts (``foundation.documents``); what a letter may
not do there is said by ``letter_guards.py``, what follows for its decisions is done by ``letter_progress.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accidents.models import Accident
from accountability.groupings import grouping_of
from accountability.journaling import note_decision
from accountability.letter_facts import accidents_of
from accountability.letter_groups import may_share_letter
from accountability.letter_texts import notice_of_accident, notice_of_month, yellow_card
from accountability.letter_words import LetterAccident, LetterBasis, LetterText
from accountability.measures import Measure
from accountability.models import Decision, Letter
from accountability.todos import close_draft, close_recheck, refresh_decision_todos
from foundation.documents import drafting
from foundation.documents.composing import compose
from foundation.documents.drafting import RecipientInput
from foundation.documents.layout.blocks import DocumentContent
from foundation.documents.models import DocumentRecipient, NumberSeries
from foundation.documents.numbering import kind_of
from foundation.kit.errors import DomainError
from foundation.organizations.access import require
from foundation.organizations.models import Organization
from foundation.organizations.selectors import county_government
from foundation.workdays.clock import start_of_day

#: Working days for the rectification report unless the officer writes another number (escalation.md, Life).
REPORT_WORKDAYS = 20
#: The kind of document (``foundation.documents.numbering.kind_of``) that carries a measure.
KINDS = {Measure.NOTICE: "notice", Measure.YELLOW_CARD: "yellow_card"}
COPIES = {Measure.NOTICE: "省应急管理厅，市安委会成员单位", Measure.YELLOW_CARD: "市安委会成员单位"}
#: The units named in the text get the paper too; where they are not 主送 themselves they stand in 抄送.
COPIES_TO_NAMED = {Measure.NOTICE: "被通报单位", Measure.YELLOW_CARD: "被警告单位"}
#: A committee has no desk of its own: its office takes what is reported to it.
COMMITTEE_OFFICE = "市安委会办公室"
#: 附注 of a letter on invented accidents: the one place that tells it from a real paper.
DEMO_NOTE = "演示数据，不作公文使用"


@transaction.atomic
def draft_letter(*, user: Any, decisions: Sequence[Decision], by_month: bool = False) -> Letter:
    """Draft one document for proposals of one measure, one clause and one trigger (or one month of 一般 accidents).

    ``by_month`` makes a collection even of one accident.  The proposals become ``drafting``.  Raises ``DomainError``:
    ``nothing_chosen``, ``wrong_state``, ``unresolved``, ``not_together``, ``no_letter_form``, ``no_series``.
    """
    require(user, "decision.draft_letter")
    chosen = _locked(decisions)
    _check(user, chosen)
    accidents = accidents_of(chosen)
    grouping = grouping_of(chosen[0])
    single = len(accidents) == 1 and not by_month
    month = None if single or grouping.month is None else grouping.month
    measure = Measure(chosen[0].measure)
    kind = kind_of(KINDS[measure])
    series, recipients = kind.series, _recipients(chosen, measure)
    document = drafting.create_document(
        user=user,
        kind=kind.code,
        kind_label=kind.label,
        series=series,
        content=_content(
            series, _text(chosen, accidents, month, series), _copies(measure, recipients), _note_on(accidents)
        ),
        recipients=recipients,
    )
    letter = Letter(
        document=document,
        rule_set=chosen[0].rule.rule_set,
        measure=measure.value,
        clause=chosen[0].rule.clause,
        trigger=chosen[0].trigger if month is None else None,
        month=month,
    )
    letter.full_clean()
    letter.save()
    for decision in chosen:
        decision.status, decision.letter = Decision.Status.DRAFTING, letter
        decision.version += 1
        decision.save()
        note_decision(user, "decision.draft_letter", decision, f"起草{kind.label}《{document.title}》。")
        close_recheck(decision, user)
        close_draft(decision, user)
    refresh_decision_todos(chosen, user)
    return letter


@transaction.atomic
def rewrite_text(*, user: Any, letter: Letter, version: int | None = None) -> Letter:
    """Write the text of a letter in drafting anew from the decisions and facts as they are now.

    The units it is for are set anew too.  What the officer wrote by hand stays in the document's earlier versions.
    """
    require(user, "decision.draft_letter")
    decisions = list(letter.decisions.select_related("rule__rule_set", "trigger", "county", "recipient_organization"))
    if not decisions:
        raise DomainError("nothing_chosen", "文中已没有处理决定，不能更新正文。")
    measure = Measure(letter.measure)
    text = _text(decisions, accidents_of(decisions), letter.month, letter.document.series)
    document = drafting.save_content(
        user=user,
        document=letter.document,
        content=_content(
            letter.document.series, text, letter.document.copies_to, letter.document.content.get("note", "")
        ),
        copies_to=letter.document.copies_to,
        version=version,
    )
    drafting.set_recipients(user=user, document=document, recipients=_recipients(decisions, measure))
    return letter


def expected_text(letter: Letter) -> LetterText:
    """The text the facts give now; what guards compare a draft with."""
    decisions = list(letter.decisions.select_related("rule__rule_set", "trigger"))
    return _text(decisions, accidents_of(decisions), letter.month, letter.document.series)


def _locked(decisions: Sequence[Decision]) -> list[Decision]:
    rows = Decision.objects.filter(pk__in=[decision.pk for decision in decisions])
    return list(
        rows.select_for_update(of=("self",))
        .select_related("rule__rule_set", "trigger", "county", "recipient_organization")
        .order_by("pk")
    )


def _check(user: Any, chosen: list[Decision]) -> None:
    if not chosen:
        raise DomainError("nothing_chosen", "请先勾选要写进公文的处理决定。")
    for decision in chosen:
        require(user, "decision.draft_letter", on=decision)
        if decision.status == Decision.Status.EXPECTED:
            raise DomainError("wrong_state", f"{decision}由省里发文，本市不起草，收到后登记文号。")
        if decision.status != Decision.Status.PROPOSED:
            status = decision.get_status_display()
            raise DomainError("wrong_state", f"{decision}现为“{status}”，只有“拟处理”的才能起草。")
        if decision.recipient_organization is None:
            raise DomainError(
                "unresolved",
                f"{decision.trigger}的{decision.recipient_name}，不能写进公文；请先更正主管部门，或由局领导不予处理。",
            )
    if chosen[0].measure not in [measure.value for measure in KINDS]:
        label = chosen[0].get_measure_display()
        raise DomainError("no_letter_form", f"{label}的公文格式还没有做进系统，请在系统外办理。")
    apart = may_share_letter([grouping_of(decision) for decision in chosen])
    if apart:
        raise DomainError("not_together", apart)


def _text(
    decisions: list[Decision], accidents: list[LetterAccident], month: dt.date | None, series: NumberSeries
) -> LetterText:
    rule = decisions[0].rule
    order = {accident.code: number for number, accident in enumerate(accidents)}
    ordered = sorted(decisions, key=lambda one: (order.get(one.trigger.code, 0) if one.trigger else 0, _rank(one)))
    names = tuple(dict.fromkeys(decision.recipient_name for decision in ordered))
    report_to = COMMITTEE_OFFICE if series.issuer.kind == Organization.Kind.SAFETY_COMMITTEE else "市应急管理局"
    basis = LetterBasis(
        rule.rule_set.legal_basis, rule.clause_text, names, REPORT_WORKDAYS, report_to, series.issuer.name
    )
    if decisions[0].measure == Measure.YELLOW_CARD:
        return yellow_card(accidents, basis, main_recipients=_county_name(decisions[0]))
    if month is not None:
        complete = {accident.code for accident in accidents} >= _ordinary_of_month(decisions[0], month)
        return notice_of_month(month.year, month.month, accidents, basis, complete=complete)
    return notice_of_accident(accidents[0], basis)


def _rank(decision: Decision) -> tuple[str, str]:
    return (decision.rule.code, decision.recipient_code)


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


def _county_name(decision: Decision) -> str:
    government = county_government(decision.county_id)
    return government.name if government else decision.county.name


def _content(series: NumberSeries, text: LetterText, copies_to: str, note: str) -> DocumentContent:
    return compose(
        series,
        title=text.title_lines,
        blocks=text.blocks,
        main_recipients=text.main_recipients,
        copies_to=copies_to,
        note=note,
    )


def _copies(measure: Measure, recipients: Sequence[RecipientInput]) -> str:
    named = any(recipient.role == DocumentRecipient.Role.NAMED for recipient in recipients)
    return f"{COPIES[measure]}，{COPIES_TO_NAMED[measure]}" if named else COPIES[measure]


def _note_on(accidents: Sequence[LetterAccident]) -> str:
    codes = [accident.code for accident in accidents]
    return DEMO_NOTE if Accident.objects.filter(code__in=codes, is_demo=True).exists() else ""


def _recipients(decisions: list[Decision], measure: Measure) -> list[RecipientInput]:
    """主送 by default the county's government, for 通报 all county units; the units named must acknowledge too."""
    if measure is Measure.NOTICE:
        kind = Organization.Kind.COUNTY_GOVERNMENT
        division = decisions[0].rule.rule_set.division_id
        found = Organization.objects.filter(kind=kind, is_active=True, division__code__startswith=division)
        main = list(found.order_by("division_id"))
    else:
        governments = (county_government(county) for county in sorted({one.county_id for one in decisions}))
        main = [government for government in governments if government is not None]
    role = DocumentRecipient.Role
    recipients = [RecipientInput(organization, role.MAIN, True) for organization in main]
    taken = {organization.pk for organization in main}
    for decision in decisions:
        organization = decision.recipient_organization
        if organization is not None and organization.pk not in taken:
            taken.add(organization.pk)
            recipients.append(RecipientInput(organization, role.NAMED, True))
    return recipients
