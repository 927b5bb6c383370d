"""The register of documents, and the page of one: editor or text at the left, its pages at the right."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.content.builder import content_of
from documents.editor import preview, working_copies
from documents.editor.conflicts import overtaken
from documents.editor.form import KINDS, URGENCIES, EditorForm
from documents.filters import DocumentFilters
from documents.models import Document, WorkingCopy, reads_all
from documents.panels import panels_for
from documents.register.bulk_download import picking, why_not
from documents.tables import DOCUMENT_COLUMNS
from documents.views.files import visible_document
from documents.workflow import replies, selectors
from documents.workflow.bar_words import bar_words
from documents.workflow.review_history import course_of
from documents.workflow.revoking import revoking_number
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.common.errors import DomainError, ErrorCode
from foundation.ui.columns import Pick
from foundation.ui.lists import ListPage

logger = logging.getLogger(__name__)
# Characters from which the pages of a draft are drawn after its editor has been shown, not before.
_LONG = 6000


class DocumentList(AuthenticatedView, ListPage):
    """发文登记: every document one may see, what has no number yet first, then the newest."""

    model = Document
    act = "document.view"
    title, noun = "公文", "件"
    scope_words = "起草、审核、签发、印发、签收"
    filterset_class = DocumentFilters
    template_name = "documents/list.html"
    # What has no number yet stands on top; the others as they were issued, whatever their series.
    default_order = ("-issued_at", "-drafted_at")
    columns = DOCUMENT_COLUMNS
    is_keyed = True

    def rows(self) -> QuerySet[Document]:
        return selectors.listed_for(self.request.user).annotate(revoked_by=revoking_number())

    def row_class(self, row: Any) -> str:
        return "is-muted" if row.status == "voided" else ""

    def empty_words(self) -> str:
        return "还没有公文。公文从处理决定起草，或由市局印发后送达。"

    def pick_of(self, row: Any) -> Pick:
        return Pick(str(row.pk), row.document_number or row.title, why_not(row))

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "is_office": reads_all(user),
            "may_draft": user.may("document.draft"),
        } | picking(self.found, user, issued=Q(status__in=Document.WITH_ORIGINAL))


@login_required
@require_safe
def detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One document: for its drafter the editor, for the others the text, its way and its receipts.

    What its drafter left unsaved is put back; when others have saved since, only after it was asked for
    (``?copy=mine``), and beside what they have saved.
    """
    document = visible_document(request.user, pk)
    if not selectors.may_edit(request.user, document):
        return document_page(request, document, None)
    stored = content_of(document)
    copy = working_copies.of(request.user, document)
    if copy is None or (copy.version != document.version and request.GET.get("copy") != "mine"):
        return document_page(request, document, EditorForm.of(stored), copy=copy)
    form = working_copies.form_of(copy, document)
    if copy.version != document.version:
        form.overtaken = overtaken(document, form.content(stored))
    return document_page(request, document, form, unsaved=True, copy=copy)


def document_page(
    request: AuthenticatedRequest,
    document: Document,
    form: EditorForm | None,
    *,
    error: DomainError | None = None,
    status: int = 200,
    unsaved: bool = False,
    copy: WorkingCopy | None = None,
) -> HttpResponse:
    user, is_office = request.user, reads_all(request.user)
    actions = selectors.actions_for(user, document)
    recipients = selectors.recipients_of(user, document)
    content = content_of(document)
    context: dict[str, Any] = {
        "document": document,
        "content": content,
        "form": form,
        "kinds": KINDS,
        "urgencies": URGENCIES,
        "error": error,
        "is_unsaved": unsaved,
        "copy": copy,
        "page_token": uuid.uuid4(),
        "is_saved_by_me": form is not None and _last_saver(document) == user.pk,
        "steps": selectors.steps_of(document, recipients),
        "actions": actions,
        "obstacles": list(
            dict.fromkeys(reason for offered in actions if offered.action.is_primary for reason in offered.obstacles)
        ),
        "recipients": recipients,
        "receipts": selectors.receipts_for(user, document),
        "replies": replies.due_now(user, document),
        "may_record_paper": document.status == Document.Status.ISSUED and user.may("document.acknowledge_paper"),
        "is_office": is_office,
        "may_choose_recipients": form is not None and selectors.may_choose_recipients(user, document),
        "course": course_of(document) if is_office else [],
        "panels": panels_for(document, user),
        "may_docx": user.may("document.docx"),
        "revoked_by": selectors.revoked_by(document),
        "size": "full" if request.GET.get("size") == "full" else "",
    }
    context |= _pages_context(document, is_edited=form is not None)
    context["bar_words"] = bar_words(
        document,
        obstacles=context["obstacles"],
        is_edited=form is not None,
        is_unsaved=unsaved,
        refusal=context["refusal"],
        receipts=context["receipts"],
        replies=context["replies"],
    )
    return render(request, "documents/detail.html", context, status=status)


def _last_saver(document: Document) -> int | None:
    """Who stored the text as it stands; the browser then forgets what it held of it."""
    return document.versions.order_by("-version").values_list("saved_by_id", flat=True).first()


def _pages_context(document: Document, *, is_edited: bool) -> dict[str, Any]:
    """Numbers of the pages, or why they cannot be shown."""
    if document.pdf:
        return {"pages": range(1, (document.pdf_pages or 0) + 1), "refusal": None}
    content = content_of(document)
    if is_edited and sum(len(part.text) for part in content.parts()) > _LONG:
        return {"pages": range(0), "refusal": None, "is_late": True}
    try:
        made = preview.preview(content)
    except DomainError as refusal:
        return {"pages": range(0), "refusal": refusal}
    except Exception:  # whatever ails the page, the text beside it can be read and mended
        logger.exception("page of document %s", document.pk)
        words = "版面暂时排不出，不影响填写和保存。已记入系统日志，请告知系统管理员。"
        return {"pages": range(0), "refusal": DomainError(ErrorCode.PREVIEW, words)}
    return {"pages": range(1, made.pages + 1), "refusal": None}
