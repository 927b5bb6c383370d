"""Letters taken through their workflow, for tests of the consequences."""

from __future__ import annotations

from typing import Any

from accountability.letters import drafting, follow_up
from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import Document
from documents.typesetting.content.reading import content_from_dict
from documents.workflow import (
    issuing,
    printing,
    review,
    signing,
)
from tests.documents.factories import Office

INTERVIEW = {
    "at": "2021-03-25T15:00:00+08:00",
    "place": "市应急管理局三楼会议室",
    "chair": "市安委会副主任",
    "attendees": "桃江县人民政府、马迹塘镇人民政府主要负责人",
    "contact": "市安委会办公室值班室",
    "phone": "0737-0000000",
}
MINUTES = {
    "at": "2021-03-25T15:00:00+08:00",
    "place": "市应急管理局三楼会议室",
    "chair": "市安委会副主任",
    "present": "桃江县人民政府、马迹塘镇人民政府主要负责人",
    "statement": "两单位汇报了事故情况、原因和整改措施。",
    "opinions": "压实工地安全责任\n全面排查脚手架隐患",
    "report_by": "2021-04-22",
}
CONTACT = {"contact": "市安委会办公室值班室", "phone": "0737-0000000"}
GOOD = [{"item": "脚手架", "requirement": "重新验收", "found": "已重新搭设并验收", "accepted": True}]
BAD = [*GOOD, {"item": "安全教育", "requirement": "全员培训", "found": "还有12人没有培训", "accepted": False}]


def text_of(letter: Letter | FollowUpLetter) -> str:
    """Return the whole letter as text, one line for each separate part of the page."""
    letter.document.refresh_from_db()
    content = content_from_dict(letter.document.content)
    lines = [content.title, f"{content.main_recipients}：" if content.main_recipients else ""]
    lines += [text for block in content.blocks for text in getattr(block, "names", None) or (block.text,)]  # type: ignore[union-attr]
    lines += [f"{row.label}：{row.names}" for row in content.attendance]
    lines += [content.signature, f"（{content.note}）" if content.note else ""]
    lines += [f"抄送：{content.copies_to}" if content.copies_to else ""]
    return "\n".join(line for line in lines if line)


def signed(office: Office, letter: Letter | FollowUpLetter) -> Document:
    document = review.submit(user=office.officer, document=letter.document)
    document = review.pass_review(user=office.reviewer, document=document)
    return signing.sign(user=office.leader, document=document)


def issued(office: Office, letter: Letter | FollowUpLetter) -> Document:
    document = issuing.issue(user=office.officer, document=signed(office, letter))
    document = printing.render_and_freeze(document_id=document.pk)
    assert document.status == "issued", document.render_error
    letter.document.refresh_from_db()
    return document


def issued_letter(office: Office, decisions: list[Decision], **details: Any) -> Letter:
    letter = drafting.draft_letter(user=office.officer, decisions=decisions, details=details)
    issued(office, letter)
    return letter


def drafted_follow_up(
    office: Office, purpose: str, decisions: list[Decision], reason: str = "", **details: Any
) -> FollowUpLetter:
    return follow_up.draft_follow_up(
        user=office.officer, purpose=purpose, decisions=decisions, details=details, reason=reason
    )


def carried(letter: Letter) -> list[Decision]:
    """Return the stored decisions of a letter, by rule."""
    return list(letter.decisions.order_by("rule__code"))
