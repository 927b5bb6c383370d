"""What this package shows elsewhere: the navigation, the header search, the drafts of the 工作台."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from foundation.documents import countersigning, office_panels, selectors
from foundation.documents.guards import register_guard
from foundation.documents.models import Document
from foundation.documents.panels import register_panel
from foundation.documents.signals import document_moved
from foundation.files.owners import register_owner
from foundation.inbox import workbench
from foundation.journal.acts import register_acts
from foundation.kit import navigation, search

#: Chinese names of the acts that are not rows of the role table: what the system does to documents.
SYSTEM_ACTS = {
    "document.freeze": "印制定稿",
    "document.reopen": "退回起草",
    "document.withdraw": "撤下草稿",
    "document.void_number": "文号作废",
    "document.countersign_ask": "送会签",
    "document.countersign_withdraw": "撤回会签",
    "document.remind": "催办回复",
    "document.revoke": "撤销公文",
    "document.revoke_partly": "部分撤销公文",
}


def register() -> None:
    """Called once when the app is ready."""
    register_acts(lambda: SYSTEM_ACTS)
    navigation.register(
        navigation.Entry(
            order=navigation.DOCUMENTS, label="公文", url_name="documents:list", act="document.view", count=_waiting
        )
    )
    search.register_search(30, "documents", _find)
    workbench.register_drafts(_drafts)
    register_guard(countersigning.guard)
    document_moved.connect(countersigning.on_document_moved, dispatch_uid="documents.countersigning")
    register_panel(office_panels.countersigning_panel)
    register_panel(office_panels.replies_panel)
    register_owner("documents.documentrecipient", selectors.recipients_seen_by)


def _waiting(user: Any) -> navigation.Count | None:
    return navigation.Count(selectors.waiting_for(user))


def _find(user: Any, words: str, limit: int) -> search.HitGroup | None:
    if not user.may("document.view"):
        return None
    rows = Document.objects.visible_to(user).filter(Q(title__icontains=words) | Q(document_number__icontains=words))
    total = rows.count()
    hits = [
        search.Hit(
            row.title, reverse("documents:detail", args=[row.pk]), row.document_number or row.get_status_display()
        )
        for row in rows.order_by("-drafted_at")[:limit]
    ]
    return search.HitGroup("公文", hits, total, f"{reverse('documents:list')}?q={words}") if total else None


def _drafts(user: Any) -> list[workbench.Draft]:
    return [
        workbench.Draft(
            title=f"{row.kind_label}《{row.title}》",
            url=reverse("documents:detail", args=[row.pk]),
            saved_at=row.drafted_at,
            note=row.get_status_display(),
        )
        for row in selectors.drafts_of(user)[:20]
    ]
