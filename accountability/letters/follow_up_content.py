"""From decisions and what the officer told to the content of a further letter: text, addressees, copies, series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accountability.letters.citations import Paper
from accountability.letters.closing_texts import acceptance, lifting, revocation
from accountability.letters.content import basis_of, report_to
from accountability.letters.details import day, line
from accountability.letters.facts import accidents_of
from accountability.letters.follow_up_checks import acceptance_of
from accountability.letters.interview_texts import interview_minutes
from accountability.letters.phrases import LetterText, addressed
from accountability.letters.placeholders import placeholder
from accountability.letters.supervision_texts import supervision, urging
from accountability.letters.veto_texts import SUPERIORS, veto_request
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from documents.content.group_names import COMMITTEE_MEMBERS
from documents.models import (
    Document,
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
class Matter:
    """What a further letter is written from."""

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


def further_text(matter: Matter) -> LetterText:
    """What the letter says now."""
    accidents = accidents_of(matter.decisions, newest=True)
    basis = basis_of(matter.decisions, accidents, matter.series)
    details = matter.details
    if matter.purpose == P.VETO_REQUEST:
        return veto_request(accidents, basis, details, to=matter.kind.main_recipients)
    paper = paper_of(matter.letter)
    # What one paper has asked for is not sent elsewhere by the next.
    basis = replace(basis, report_to=report_to(matter.letter.document.series))
    if matter.purpose == P.INTERVIEW_MINUTES:
        return interview_minutes(accidents, basis, paper, details)
    if matter.purpose == P.SUPERVISION:
        return supervision(accidents, basis, paper, details)
    if matter.purpose == P.URGING:
        due = {one.recipient_name: one.report_due_on for one in matter.decisions if one.report_due_on is not None}
        return urging(accidents, basis, _asking(matter), due, details, today=clock.today())
    if matter.purpose == P.ACCEPTANCE:
        return acceptance(basis, paper, Measure(matter.letter.measure), details)
    if matter.purpose == P.LIFTING:
        found = acceptance_of(matter.decisions[0])
        return lifting(
            basis, paper, paper_of(found) if found else Paper(placeholder("整改验收意见"), placeholder("文号"))
        )
    carried = list(matter.letter.decisions.select_related("rule__rule_set", "trigger"))
    named = basis_of(carried, accidents_of(carried), matter.series).recipients
    staying = {decision.recipient_name for decision in matter.staying} - set(basis.recipients)
    others = [name for name in named if name in staying]
    return revocation(
        basis,
        paper,
        Measure(matter.letter.measure),
        matter.reason,
        named=named,
        others=others,
        earlier=_earlier(matter),
        approved=_agreed(matter),
        main_recipients=addressed(basis.recipients) if others else _main_of(matter.letter),
    )


def _asking(matter: Matter) -> Paper:
    """The paper that asks for the report: after an interview its minutes, as the notice asks for none."""
    minutes = FollowUpLetter.objects.filter(
        purpose=P.INTERVIEW_MINUTES, decisions__in=list(matter.decisions), document__status=Document.Status.ISSUED
    )
    found = minutes.select_related("document").order_by("-pk").first()
    return paper_of(found or matter.letter)


def _earlier(matter: Matter) -> list[tuple[list[str], Paper]]:
    """Units of the letter that a revocation has taken out already, and that revocation."""
    now = {decision.pk for decision in matter.decisions}
    gone = matter.letter.decisions.filter(status=Decision.Status.REVOKED).exclude(pk__in=now)
    papers = FollowUpLetter.objects.filter(
        purpose=P.REVOCATION, decisions__in=gone, document__status=Document.Status.ISSUED
    )
    found = []
    for letter in papers.select_related("document").distinct().order_by("pk"):
        units = letter.decisions.filter(pk__in=gone).order_by("pk").values_list("recipient_name", flat=True)
        found.append((list(dict.fromkeys(units)), paper_of(letter)))
    return found


def paper_of(letter: Letter | FollowUpLetter) -> Paper:
    """An issued letter as a later one names it."""
    document = letter.document
    return Paper(document.title, document.document_number, document.dated_on)


def further_copies(matter: Matter) -> str:
    """抄送 by default."""
    if matter.purpose == P.VETO_REQUEST:
        return matter.kind.copies_to
    if matter.purpose == P.INTERVIEW_MINUTES:
        names = [decision.recipient_name for decision in matter.decisions]
        return f"{COMMITTEE_MEMBERS}，{addressed(names)}"
    governments = "，".join(unit.name for unit in _counties(matter))
    if matter.purpose == P.LIFTING:
        return "，".join(part for part in (COMMITTEE_MEMBERS, governments) if part)
    if matter.purpose != P.REVOCATION:
        return governments
    original = matter.letter.document
    if not matter.staying:
        return original.copies_to
    return _copies_with(original.copies_to, _main_of(matter.letter), {one.recipient_name for one in matter.decisions})


def _copies_with(copies: str, main: str, addressed_now: set[str]) -> str:
    """抄送 of the letter with those it was addressed to put in, from above to below, without who is addressed now."""
    parts = []
    for part in copies.split("，"):
        parts.append("、".join(name for name in part.split("、") if name not in addressed_now))
    above = [part for part in parts if part == COMMITTEE_MEMBERS or part.startswith(("省", "市"))]
    below = [part for part in parts if part not in above]
    return "，".join(part for part in (*above, "" if main in addressed_now else main, *below) if part)


def further_recipients(matter: Matter) -> list[RecipientInput]:
    """The units that get the letter in the portal; superiors receive a request outside of it."""
    role = DocumentRecipient.Role
    if matter.purpose == P.VETO_REQUEST:
        return []
    if matter.purpose == P.REVOCATION and not matter.staying:
        rows = matter.letter.document.recipients.select_related("organization").order_by("pk")
        return [RecipientInput(row.organization, row.role, True) for row in rows]
    own = role.COPY if matter.purpose == P.INTERVIEW_MINUTES else role.MAIN
    recipients: list[RecipientInput] = []
    for decision in matter.decisions:
        unit = decision.recipient_organization
        if unit is not None and unit not in [one.organization for one in recipients]:
            recipients.append(RecipientInput(unit, own, True))
    copies = _counties(matter)
    if matter.purpose == P.REVOCATION:
        rows = matter.letter.document.recipients.select_related("organization").order_by("pk")
        copies = [row.organization for row in rows]
    taken = {recipient.organization.pk for recipient in recipients}
    for unit in copies:
        if unit.pk not in taken:
            taken.add(unit.pk)
            recipients.append(RecipientInput(unit, role.COPY, False))
    return recipients


def _counties(matter: Matter) -> list[Any]:
    """The county governments of the units, where they are not addressed themselves."""
    own = {decision.recipient_organization_id for decision in matter.decisions}
    governments = (county_government(county) for county in sorted({one.county_id for one in matter.decisions}))
    return [unit for unit in governments if unit is not None and unit.pk not in own]


def _main_of(letter: Letter) -> str:
    return str(letter.document.content.get("main_recipients", ""))


def _agreed(matter: Matter) -> str:
    if matter.letter.measure != Measure.VETO:
        return ""
    number, approved_on = line(matter.details, "approval_number"), day(matter.details, "approved_on")
    when = official_date(approved_on) if approved_on else placeholder("批准日期")
    return f"{when}，{SUPERIORS}批准撤销（{number or placeholder('批准文号')}）。"
