"""What documents add to shared pages: count of the menu entry, header search, drafts of the workbench."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from documents.models import Document
from documents.workflow import selectors
from foundation.accounts.models import User
from foundation.ui import navigation, search
from foundation.worklist import workbench


def waiting(user: User) -> navigation.Count | None:
    """Count the documents that wait for ``user``."""
    return navigation.Count(selectors.waiting_for(user))


def find(user: User, words: str, limit: int) -> search.HitGroup | None:
    """Find documents by title or number."""
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
    return search.HitGroup("公文", hits, total, reverse("documents:list", query={"q": words})) if total else None


def drafts(user: User) -> list[workbench.Draft]:
    """Return the unfinished documents of ``user``."""
    return [
        workbench.Draft(
            title=f"{row.kind_label}《{row.title}》",
            url=reverse("documents:detail", args=[row.pk]),
            saved_at=row.drafted_at,
            note=row.get_status_display(),
        )
        for row in selectors.drafts_of(user)[:20]
    ]
