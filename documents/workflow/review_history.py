"""What whoever signs should know of a draft's way so far: the reviewer's words, returns, objections taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from documents.models import Countersignature, Document, DocumentRecipient
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.audit.selectors import history_of
from foundation.common.text.date_format import moment

S = Document.Status
#: While these last the way matters to the next person; drafting and issued documents tell it elsewhere.
ON_ITS_WAY = (S.IN_REVIEW, S.SIGNED)


@dataclass(frozen=True)
class Line:
    """One thing known: its label, its words, and where more of it is read."""

    label: str
    words: str
    url: str = ""
    url_words: str = ""


def course_of(document: Document) -> list[Line]:
    """Remarks of review and signature, the last return with what was changed since, objections that were withdrawn.

    For the office only; the caller has checked that. Empty unless the document is in review or signed.
    """
    if document.status not in ON_ITS_WAY:
        return []
    lines = []
    if document.reviewed_by and document.reviewed_at:
        lines.append(Line("核稿意见", _said(document.reviewed_by, document.reviewed_at, document.review_remark)))
    if document.signed_by and document.signed_at and document.sign_remark:
        lines.append(Line("签发意见", _said(document.signed_by, document.signed_at, document.sign_remark)))
    events = list(history_of(document).filter(act__in=["document.return", "document.countersign_withdraw"]))
    returned = next((event for event in events if event.act == "document.return"), None)
    if returned is not None:
        lines.append(_returned(document, returned))
    for event in events:
        if event.act == "document.countersign_withdraw" and event.data.get("opinion") == "objected":
            lines.append(Line("不同意后撤回", f"{event.message}（{event.actor_name}，{moment(event.at)}）"))
    return lines


def before_signing(document: Document, user: User) -> list[Line]:
    """What the page that asks for the signature tells besides: opinions of the units asked, and who will receive it."""
    lines = course_of(document)
    asked = Countersignature.objects.visible_to(user).filter(document=document).select_related("organization")
    if opinions := [_opinion(row) for row in asked]:
        lines.insert(1 if document.reviewed_at else 0, Line("会签意见", "；".join(opinions)))
    return [*lines, Line("印发后送", _receivers(document))]


def _said(person: Any, at: Any, remark: str) -> str:
    return f"{remark.strip() or '核稿通过。'}（{person.name}，{moment(at)}）"


def _returned(document: Document, event: Event) -> Line:
    """The last return; the texts before and after it are compared on the page of versions."""
    words = f"{event.data.get('reason', '')}（{event.actor_name}，{moment(event.at)}）"
    rows = document.versions.order_by("version")
    before = rows.filter(saved_at__lte=event.at).last()
    now = rows.last()
    if before is None or now is None or (before.title, before.content) == (now.title, now.content):
        return Line("上次退回", f"{words}退回后文稿没有改动。")
    url = reverse("documents:versions", args=[document.pk])
    query = urlencode({"from": before.version, "to": now.version})
    return Line("上次退回", words, f"{url}?{query}#differences", "看退回后改了什么")


def _opinion(row: Countersignature) -> str:
    remark = f"（{row.remark.rstrip('。')}）" if row.remark else ""
    return f"{row.organization.name}{row.get_opinion_display()}{remark}"


def _receivers(document: Document) -> str:
    """All of them: nobody signs for a unit that is hidden behind 等."""
    rows = DocumentRecipient.objects.filter(document=document).select_related("organization", "document").order_by("pk")
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.role_label, []).append(row.organization.name)
    if not names:
        return "不经系统送达，印发后按主送机关报送。"
    return "；".join(f"{role} {len(units)} 个：{'、'.join(units)}" for role, units in names.items())
