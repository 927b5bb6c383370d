"""Every kept text of a document: the list, two of them side by side with their differences, an earlier one restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.content.diff import BlockDiff, compare
from documents.models import Document, DocumentVersion
from documents.typesetting.content.blocks import ContentError
from documents.typesetting.content.reading import content_from_dict
from documents.views.actions import DocumentActionView
from documents.views.files import visible_document
from documents.workflow import drafting, selectors
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.text.date_format import full_moment
from foundation.ui.confirm import Confirmation


@dataclass(frozen=True)
class Draft:
    """A kept text with its place among all (第 3 稿) and whether it may become the text again."""

    ordinal: int
    row: DocumentVersion
    may_restore: bool


@login_required
@require_safe
def versions(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The texts, newest first, what was done with the document, and what changed between two of them.

    ``?from=2&to=5`` names two versions; without them the last change is shown.
    """
    document = visible_document(request.user, pk)
    selectors.require_office(request.user, "历史版本")
    drafts = drafts_of(document, request.user)
    old, new = _chosen(request, drafts)
    context: dict[str, Any] = {
        "document": document,
        "drafts": drafts,
        "old": old,
        "new": new,
        "history": history_of(document),
    }
    if old is not None and new is not None:
        try:
            context["differences"] = _differences(old.row, new.row)
        except ContentError:
            context["is_unreadable"] = True
    return render(request, "documents/versions.html", context)


def drafts_of(document: Document, user: User) -> list[Draft]:
    """The kept texts of a document, newest first."""
    rows = list(document.versions.select_related("saved_by").defer("content").order_by("version"))
    may = selectors.may_edit(user, document)
    drafts = [Draft(number, row, may and row is not rows[-1]) for number, row in enumerate(rows, 1)]
    return drafts[::-1]


def _chosen(request: HttpRequest, drafts: list[Draft]) -> tuple[Draft | None, Draft | None]:
    """The older and the newer of the two that were asked for, in whichever order they were named."""
    asked = [request.GET.get("from", ""), request.GET.get("to", "")]
    if not any(asked):
        return (drafts[1], drafts[0]) if len(drafts) > 1 else (None, None)
    by_version = {str(draft.row.version): draft for draft in drafts}
    if not all(name in by_version for name in asked):
        raise Http404
    old, new = sorted((by_version[name] for name in asked), key=lambda draft: draft.ordinal)
    return old, new


def _differences(old: DocumentVersion, new: DocumentVersion) -> list[BlockDiff]:
    return compare(content_from_dict(old.content), content_from_dict(new.content))


class RestoreView(DocumentActionView):
    """An earlier text becomes the text of the draft again, which is an edit."""

    code = "edit"

    @property
    def draft(self) -> Draft:
        for draft in drafts_of(self.document, self.user):
            if draft.row.version == self.kwargs["number"]:
                return draft
        raise Http404

    def confirmation(self) -> Confirmation:
        draft = self.draft
        saved_by = draft.row.saved_by.name if draft.row.saved_by else "系统"
        common = self.common()
        obstacles = [] if draft.may_restore else ["公文已送审或这一稿就是现在的文稿，不用恢复。"]
        return Confirmation(
            title=f"恢复第 {draft.ordinal} 稿",
            happens=[
                f"文稿回到第 {draft.ordinal} 稿的文字（{saved_by}，{full_moment(draft.row.saved_at)}）。",
                "另存为新的一稿，现在的文稿仍留在历史版本里。",
            ],
            undo="可以再恢复到任何一稿。",
            action="确认恢复",
            **common | {"obstacles": [*common["obstacles"], *obstacles]},
        )

    def act(self, form: Any) -> tuple[str, str]:
        draft = self.draft
        drafting.restore_version(
            user=self.user,
            document=self.document,
            number=draft.row.version,
            version=form.version_read,
        )
        return f"已恢复第 {draft.ordinal} 稿，{clock.now():%H:%M}。", self.object_url()
