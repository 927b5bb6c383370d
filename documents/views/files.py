"""The paper itself: pictures of its pages, the page beside the editor, and the file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.editor import preview
from documents.models import Document
from documents.register import approval_sheet
from documents.responses import RETRY_AFTER, docx_response, pdf_file, pdf_response
from documents.workflow.selectors import require_office
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest


def visible_document(user: User, pk: int) -> Document:
    """The document, or 404 for whoever may not see it."""
    rows = Document.objects.visible_to(user).select_related(
        "series__issuer", "drafted_by__organization", "reviewed_by", "signed_by", "issued_by"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def page_image(request: AuthenticatedRequest, pk: int, page: int) -> HttpResponse:
    """PNG of one page, of the frozen original once there is one; ``?size=full`` draws the paper's true size."""
    document = visible_document(request.user, pk)
    resolution = preview.TRUE_SIZE if request.GET.get("size") == "full" else preview.WHOLE_PAGE
    try:
        data = preview.picture(preview.bytes_of(document), page, dots_per_inch=resolution)
    except IndexError:
        raise Http404 from None
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, max-age=600"})


@login_required
@require_safe
def draft_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The page as it stands, with placeholders for what is not known yet; not a document anyone may act on."""
    document = visible_document(request.user, pk)
    return pdf_file(preview.bytes_of(document), f"送审稿-{document.title}.pdf")


@login_required
@require_safe
def approval_sheet_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """发文稿纸, to be printed and bound with the paper; inside the office only."""
    document = visible_document(request.user, pk)
    require_office(request.user, "发文稿纸")
    return pdf_file(approval_sheet.render(document), f"发文稿纸-{document.title}.pdf")


@login_required
@require_safe
def document_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The issued original; a page that says so while it is being made (202) and before issue (409)."""
    document = visible_document(request.user, pk)
    if document.pdf:
        return pdf_response(document)
    is_in_work = document.status == Document.Status.ISSUING
    response = render(request, "documents/unfinished.html", {"document": document}, status=202 if is_in_work else 409)
    if is_in_work:
        response["Retry-After"] = RETRY_AFTER
    return response


@login_required
@require_safe
def document_docx(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The document as a file to be finished by hand; see ``docx_response``."""
    return docx_response(request.user, visible_document(request.user, pk))
