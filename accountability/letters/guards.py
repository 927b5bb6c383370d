"""What keeps a letter from being submitted, signed or issued, in words: asked by the document's own acts.

Drafting may begin before an accident is verified; issuing may not (escalation.md, Life).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accidents.models import Status
from accountability.actions.eligibility import latest_request
from accountability.letters.content import expected_text
from accountability.letters.follow_up_checks import reasons_against_going_on
from accountability.letters.follow_up_content import FollowUpSource, follow_up_text
from accountability.letters.phrases import LetterText
from accountability.letters.placeholders import gaps_in
from accountability.letters.veto_approval import ACCIDENTS, approved_request
from accountability.models import Decision, FollowUpLetter, Letter, ReconciliationRequest
from accountability.rules.measures import Measure
from documents.models import Document, DocumentRecipient
from documents.typesetting.content.reading import content_from_dict


def reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no letter."""
    letter = Letter.objects.filter(document=document).select_related("rule_set").first()
    if letter is None or act not in TEXT_ACTS:
        return []
    decisions = list(
        letter.decisions.select_related("recipient_organization", "rule__rule_set", "trigger").prefetch_related(
            "basis__accident", "basis__revision"
        )
    )
    if not decisions:
        return ["文中已没有处理决定，请作废这份公文。"]
    reasons = text_reasons(document, expected_text(letter), decisions) + _unit_reasons(letter, decisions)
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


def _unit_reasons(letter: Letter, decisions: list[Decision]) -> list[str]:
    """Units that were named for a decision which has left the letter."""
    meant = {decision.recipient_organization_id for decision in decisions}
    named = letter.document.recipients.filter(role=DocumentRecipient.Role.NAMED).select_related("organization")
    return [
        f"收文单位里的{row.organization.name}已不在文中，请更新正文。"
        for row in named
        if row.organization_id not in meant
    ]


def _why_unverified(status: str) -> str:
    return {
        Status.RETURNED: "已退回区县修改",
        Status.WRITE_OFF_PENDING: "正在办理核销",
    }.get(Status(status), "尚未核实")


TEXT_ACTS = frozenset({"submit", "pass", "sign", "issue"})


def text_reasons(document: Document, expected: LetterText, decisions: Iterable[Decision]) -> list[str]:
    """All reasons that lie in the text, each once; ``expected`` is what the facts give now."""
    content = content_from_dict(document.content)
    texts = [part.text for part in content.parts()]
    decisions = list(decisions)
    reasons = _gap_reasons(texts)
    reasons += _name_reasons("".join(texts), dict.fromkeys(one.recipient_name for one in decisions))
    names = {row.accident.code: row.accident.name for one in decisions for row in one.basis.all()}
    written = [
        (fact.text, fact.source)
        for block in content.blocks
        for fact in block.facts
        if any(fact.text in text for text in texts)
    ]
    now = {(fact.text, fact.source) for block in expected.blocks for fact in block.facts}
    reasons += _fact_reasons(written, now, names)
    return list(dict.fromkeys(reasons))


def _gap_reasons(texts: Iterable[str]) -> list[str]:
    return [f"还有一处待填：{what}。" for what in gaps_in(texts)]


def _name_reasons(text: str, names: Iterable[str]) -> list[str]:
    return [f"正文没有写{name}，请补上，或更新正文。" for name in names if name not in text]


def _fact_reasons(written: Iterable[tuple[str, str]], now: set[tuple[str, str]], names: Mapping[str, str]) -> list[str]:
    reasons = []
    for text, source in written:
        if (text, source) in now:
            continue
        if source in names:
            reasons.append(f"正文“{text}”与{names[source]}现有登记不一致，请更新正文。")
        else:
            reasons.append(f"正文“{text}”所依据的事故已不在文中，请更新正文。")
    return reasons


def follow_up_reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no follow-up letter."""
    if act not in TEXT_ACTS:
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
    reasons = text_reasons(document, follow_up_text(source), decisions)
    if act == "issue" and letter.purpose == FollowUpLetter.Purpose.VETO_REQUEST:
        reasons += accident_reasons(decisions)
    return reasons
