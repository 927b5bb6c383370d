"""From decisions and the officer's answers to the content of a follow-up letter: text, addressees, copies, series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accountability.actions.eligibility import acceptance_of
from accountability.letters.closing_texts import AFTER_ACCEPTANCE, lifting, revocation
from accountability.letters.content import copies_of, letter_context, report_to
from accountability.letters.facts import accidents_of
from accountability.letters.interview_texts import interview_minutes
from accountability.letters.phrases import opening, subject_of
from accountability.letters.veto_texts import SUPERIORS, veto_request
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from documents.content.addressing import Addressee, addressed
from documents.content.group_names import COMMITTEE_MEMBERS
from documents.correspondence.acceptance_texts import acceptance
from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import day, line
from documents.correspondence.placeholders import placeholder
from documents.correspondence.supervision_texts import supervision, urging
from documents.correspondence.text import LetterText
from documents.models import (
    DocumentKind,
    DocumentRecipient,
    NumberSeries,
)
from documents.numbering.numbers import kind_of
from documents.typesetting.content.wording import official_date
from documents.workflow.drafting import RecipientInput
from foundation.common import clock
from foundation.organizations.selectors import county_government

P = FollowUpLetter.Purpose


@dataclass(frozen=True)
class FollowUpSource:
    """What a follow-up letter is written from."""

    purpose: str
    decisions: Sequence[Decision]
    details: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def kind(self) -> DocumentKind:
        """The kind of document of the purpose."""
        return kind_of(self.purpose)

    @property
    def series(self) -> NumberSeries:
        """Who issues: by the kind, but what one organ has issued that organ revokes."""
        letter = self.decisions[0].letter
        if self.purpose == P.REVOCATION and letter is not None:
            return letter.document.series
        return self.kind.series

    @property
    def letter(self) -> Letter:
        """The letter that carries the decisions; every purpose but the request has one."""
        letter = self.decisions[0].letter
        assert letter is not None, "only an issued decision is followed up"
        return letter

    @property
    def staying(self) -> list[Decision]:
        """The decisions of the letter that stay in force when these are revoked."""
        chosen = {decision.pk for decision in self.decisions}
        rows = self.letter.decisions.exclude(status=Decision.Status.REVOKED).order_by("pk")
        return [decision for decision in rows if decision.pk not in chosen]


def follow_up_text(source: FollowUpSource) -> LetterText:
    """What the letter says now."""
    accidents = accidents_of(source.decisions, newest=True)
    context = letter_context(source.decisions, accidents, source.series)
    details = source.details
    if source.purpose == P.VETO_REQUEST:
        return veto_request(accidents, context, details, to=source.kind.main_recipients)
    cited = cited_document(source.letter)
    # Reports asked for by one letter go to the same office when the next letter asks for them.
    context = replace(context, report_to=report_to(source.letter.document.series))
    if source.purpose == P.INTERVIEW_MINUTES:
        return interview_minutes(accidents, context, cited, details)
    if source.purpose == P.SUPERVISION:
        return supervision(context, cited, details, opening=opening(accidents), subject=subject_of(accidents))
    if source.purpose == P.URGING:
        due = {one.recipient_name: one.report_due_on for one in source.decisions if one.report_due_on is not None}
        subject = subject_of(accidents)
        return urging(context, _asking(source), due, details, subject=subject, today=clock.today())
    if source.purpose == P.ACCEPTANCE:
        consequence = AFTER_ACCEPTANCE[Measure(source.letter.measure)]
        return acceptance(context, cited, details, consequence=consequence)
    if source.purpose == P.LIFTING:
        found = acceptance_of(source.decisions[0])
        return lifting(
            context,
            cited,
            cited_document(found) if found else CitedDocument(placeholder("整改验收意见"), placeholder("文号")),
        )
    carried = list(source.letter.decisions.select_related("rule__rule_set", "trigger"))
    named = letter_context(carried, accidents_of(carried), source.series).recipients
    staying = {decision.recipient_name for decision in source.staying} - set(context.recipients)
    others = [name for name in named if name in staying]
    return revocation(
        context,
        cited,
        Measure(source.letter.measure),
        source.reason,
        named=named,
        others=others,
        earlier=_earlier(source),
        approved=_agreed(source),
        main_recipients=context.main_recipients if others else _main_of(source.letter),
    )


def _asking(source: FollowUpSource) -> CitedDocument:
    """The document that asks for the report: after an interview its minutes, as the summons asks for none."""
    minutes = FollowUpLetter.objects.issued().filter(purpose=P.INTERVIEW_MINUTES, decisions__in=list(source.decisions))
    found = minutes.select_related("document").order_by("-pk").first()
    return cited_document(found or source.letter)


def _earlier(source: FollowUpSource) -> list[tuple[list[str], CitedDocument]]:
    """Units of the letter that a revocation has taken out already, and that revocation."""
    now = {decision.pk for decision in source.decisions}
    gone = source.letter.decisions.filter(status=Decision.Status.REVOKED).exclude(pk__in=now)
    letters = FollowUpLetter.objects.issued().filter(purpose=P.REVOCATION, decisions__in=gone)
    found = []
    for letter in letters.select_related("document").distinct().order_by("pk"):
        units = letter.decisions.filter(pk__in=gone).order_by("pk").values_list("recipient_name", flat=True)
        found.append((list(dict.fromkeys(units)), cited_document(letter)))
    return found


def cited_document(letter: Letter | FollowUpLetter) -> CitedDocument:
    """An issued letter as a later one names it."""
    document = letter.document
    return CitedDocument(document.title, document.document_number, document.dated_on)


def follow_up_copies(source: FollowUpSource) -> str:
    """抄送 by default."""
    if source.purpose == P.VETO_REQUEST:
        return source.kind.copies_to
    if source.purpose == P.INTERVIEW_MINUTES:
        units = (Addressee(decision.recipient_name, decision.recipient_role) for decision in source.decisions)
        return f"{COMMITTEE_MEMBERS}，{addressed(units)}"
    governments = "，".join(unit.name for unit in _counties(source))
    if source.purpose == P.LIFTING:
        return "，".join(part for part in (COMMITTEE_MEMBERS, governments) if part)
    if source.purpose != P.REVOCATION:
        return governments
    return _revocation_copies(source) if source.staying else source.letter.document.copies_to


def _revocation_copies(source: FollowUpSource) -> str:
    """抄送 of the letter and those it was addressed to, without who is addressed now.

    What an officer has written there by hand is kept as a whole, with 主送 of the letter at its end.
    """
    letter, addressed_now = source.letter, {one.recipient_name for one in source.decisions}
    main = _main_of(letter)
    main = "" if main in addressed_now else main
    copies, measure = letter.document.copies_to, Measure(letter.measure)
    rows = letter.document.recipients.select_related("organization").order_by("pk")
    recipients = [RecipientInput(row.organization, row.role, True) for row in rows]
    if copies == copies_of(measure, recipients):
        return copies_of(measure, recipients, main=main, left_out=addressed_now)
    return "，".join(part for part in (copies, main) if part)


def follow_up_recipients(source: FollowUpSource) -> list[RecipientInput]:
    """The units that get the letter in the portal; superiors receive a request outside of it."""
    role = DocumentRecipient.Role
    if source.purpose == P.VETO_REQUEST:
        return []
    if source.purpose == P.REVOCATION and not source.staying:
        rows = source.letter.document.recipients.select_related("organization").order_by("pk")
        return [RecipientInput(row.organization, row.role, True) for row in rows]
    own = role.COPY if source.purpose == P.INTERVIEW_MINUTES else role.MAIN
    recipients: list[RecipientInput] = []
    for decision in source.decisions:
        unit = decision.recipient_organization
        if unit is not None and unit not in [one.organization for one in recipients]:
            recipients.append(RecipientInput(unit, own, True))
    copies = _counties(source)
    if source.purpose == P.REVOCATION:
        rows = source.letter.document.recipients.select_related("organization").order_by("pk")
        copies = [row.organization for row in rows]
    taken = {recipient.organization.pk for recipient in recipients}
    for unit in copies:
        if unit.pk not in taken:
            taken.add(unit.pk)
            recipients.append(RecipientInput(unit, role.COPY, False))
    return recipients


def _counties(source: FollowUpSource) -> list[Any]:
    """The county governments of the units, where they are not addressed themselves."""
    own = {decision.recipient_organization_id for decision in source.decisions}
    governments = (county_government(county) for county in sorted({one.county_id for one in source.decisions}))
    return [unit for unit in governments if unit is not None and unit.pk not in own]


def _main_of(letter: Letter) -> str:
    return str(letter.document.content.get("main_recipients", ""))


def _agreed(source: FollowUpSource) -> str:
    if source.letter.measure != Measure.VETO:
        return ""
    number, approved_on = line(source.details, "approval_number"), day(source.details, "approved_on")
    when = official_date(approved_on) if approved_on else placeholder("批准日期")
    return f"{when}，{SUPERIORS}批准撤销（{number or placeholder('批准文号')}）。"
