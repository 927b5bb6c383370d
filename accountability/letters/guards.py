"""What keeps a letter from being submitted, signed or issued, in words: asked by the document's own acts.

Drafting may begin before an accident is verified; issuing may not (escalation.md, Life).
"""

from __future__ import annotations

from accidents.models import Status
from accountability.actions.eligibility import latest_request
from accountability.letters.content import expected_text
from accountability.letters.follow_up_checks import reasons_against_going_on
from accountability.letters.follow_up_content import FollowUpSource, follow_up_text
from accountability.letters.veto_approval import ACCIDENTS, approved_request
from accountability.models import Decision, FollowUpLetter, Letter, ReconciliationRequest
from accountability.rules.measures import Measure
from documents.correspondence.checks import TEXT_ACTIONS, text_reasons, unit_reasons
from documents.correspondence.text import LetterText
from documents.models import Document
from foundation.accounts.models import User


def reasons_against(document: Document, act: str, user: User) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no letter."""
    letter = Letter.objects.filter(document=document).select_related("rule_set").first()
    if letter is None or act not in TEXT_ACTIONS:
        return []
    decisions = list(
        letter.decisions.select_related("recipient_organization", "rule__rule_set", "trigger").prefetch_related(
            "basis__accident", "basis__revision"
        )
    )
    if not decisions:
        return ["文中已没有处理决定，请作废这份公文。"]
    reasons = _text_reasons(document, expected_text(letter), decisions)
    reasons += unit_reasons(document, {decision.recipient_organization_id for decision in decisions})
    if letter.measure == Measure.VETO:
        reasons += _veto_reasons(decisions, act)
    if act == "issue":
        reasons += accident_reasons(decisions)
    return reasons


def accident_reasons(decisions: list[Decision]) -> list[str]:
    """What of the recipients and accidents keeps a letter from being issued."""
    reasons: list[str] = []
    for decision in decisions:
        if decision.recipient_organization is None:
            reasons.append(f"{decision.recipient_name}还没有对应的单位，不能印发。")
    accidents = {row.accident_id: row for decision in decisions for row in decision.basis.all()}
    for row in accidents.values():
        accident = row.accident
        if accident.status != Status.VERIFIED:
            reasons.append(f"{accident.name}{_why_unverified(accident.status)}，可先起草，不能印发。")
        elif row.revision.number != accident.revision_number:
            reasons.append(f"{accident.name}刚有更正，处理决定正在重算，稍后再印发。")
    counties = {(decision.county_id, decision.window_start) for decision in decisions}
    waiting = ReconciliationRequest.objects.filter(county_id__in=[county for county, _ in counties])
    if not reasons and any((row.county_id, row.window_start) in counties for row in waiting):
        reasons.append("相关区县的事故刚有变化，处理决定正在重算，稍后再印发。")
    return reasons


def _veto_reasons(decisions: list[Decision], act: str) -> list[str]:
    """A veto is issued only when its approval is recorded, for the accidents that were then asked about."""
    request = approved_request(decisions)
    if request is None:
        refused = [one for one in decisions if (last := latest_request(one)) is not None and last.is_approved is False]
        if refused:
            return ["市委、市政府没有批准这份请示，请作废这份公文，由局领导不予处理。"]
        return ["市委、市政府的批复还没有登记，不能印发。"] if act == "issue" else []
    asked = set(request.details.get(ACCIDENTS, []))
    now = {row.accident.code for decision in decisions for row in decision.basis.all()}
    return [] if asked == now else ["批复以后依据的事故有变，请重新请示，或由局领导研究处理。"]


def _why_unverified(status: str) -> str:
    return {
        Status.RETURNED: "已退回区县修改",
        Status.WRITE_OFF_PENDING: "正在办理核销",
    }.get(Status(status), "尚未核实")


def _text_reasons(document: Document, expected: LetterText, decisions: list[Decision]) -> list[str]:
    names = {row.accident.code: row.accident.name for one in decisions for row in one.basis.all()}
    units = dict.fromkeys(one.recipient_name for one in decisions)
    return text_reasons(document, expected, units=units, sources=names, noun="事故")


def follow_up_reasons_against(document: Document, act: str, user: User) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no follow-up letter."""
    if act not in TEXT_ACTIONS:
        return []
    letter = FollowUpLetter.objects.filter(document=document).first()
    if letter is None:
        return []
    decisions = list(
        letter.decisions.select_related(
            "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
        ).prefetch_related("basis__accident", "basis__revision")
    )
    reasons = reasons_against_going_on(letter, decisions)
    if reasons:
        return reasons
    source = FollowUpSource(letter.purpose, decisions, letter.details, letter.reason)
    reasons = _text_reasons(document, follow_up_text(source), decisions)
    if act == "issue" and letter.purpose == FollowUpLetter.Purpose.VETO_REQUEST:
        reasons += accident_reasons(decisions)
    return reasons
