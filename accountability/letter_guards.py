"""What keeps a letter from being submitted, signed or issued, in words: asked by the document's own acts.

Drafting may begin before an accident is verified; issuing may not (escalation.md, Life).
"""

from __future__ import annotations

from typing import Any

from accidents.models import Status
from accountability.letter_content import expected_text
from accountability.models import Decision, Letter, ReconciliationRequest
from foundation.documents.layout.blocks import AttachmentNote
from foundation.documents.models import Document, DocumentRecipient

_TEXT_ACTS = frozenset({"submit", "pass", "sign", "issue"})


def reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no letter."""
    letter = Letter.objects.filter(document=document).select_related("rule_set").first()
    if letter is None or act not in _TEXT_ACTS:
        return []
    decisions = list(
        letter.decisions.select_related("recipient_organization", "rule__rule_set", "trigger").prefetch_related(
            "basis__accident", "basis__revision"
        )
    )
    if not decisions:
        return ["文中已没有处理决定，请作废这份公文。"]
    reasons = _text_reasons(letter, decisions) + _unit_reasons(letter, decisions)
    if act == "issue":
        reasons += _issue_reasons(decisions)
    return reasons


def _issue_reasons(decisions: list[Decision]) -> list[str]:
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


def _text_reasons(letter: Letter, decisions: list[Decision]) -> list[str]:
    """Names that must stand in the text, and figures in it that the register no longer says."""
    blocks = letter.document.content.get("blocks", [])
    text = "".join(block.get("text", "") for block in blocks)
    reasons = [
        f"正文没有写{name}，请补上，或更新正文。"
        for name in dict.fromkeys(decision.recipient_name for decision in decisions)
        if name not in text
    ]
    expected = {
        (fact.text, fact.source)
        for block in expected_text(letter).blocks
        if not isinstance(block, AttachmentNote)
        for fact in block.facts
    }
    names = {row.accident.code: row.accident.name for decision in decisions for row in decision.basis.all()}
    for block in blocks:
        for fact in block.get("facts", []):
            written = (fact["text"], fact["source"])
            if fact["text"] in block.get("text", "") and written not in expected:
                name = names.get(fact["source"])
                if name is None:
                    reasons.append(f"正文“{fact['text']}”所依据的事故已不在文中，请更新正文。")
                else:
                    reasons.append(f"正文“{fact['text']}”与{name}现有登记不一致，请更新正文。")
    return list(dict.fromkeys(reasons))
