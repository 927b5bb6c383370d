"""The paper itself: pictures of its pages, the page beside the editor, and the file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.content.builder import content_of
from documents.docx.rendering import MIME as DOCX
from documents.docx.rendering import render_docx
from documents.editor import preview
from documents.models import Document
from documents.register import approval_sheet
from documents.workflow.printing import frozen_bytes
from foundation.common.access import require
from foundation.common.errors import NotPermitted
from foundation.files.checks import safe_name

PRIVATE = "private, no-cache"


def visible_document(user: Any, pk: int) -> Document:
    """The document, or 404 for whoever may not see it."""
    rows = Document.objects.visible_to(user).select_related(
        "series__issuer", "drafted_by__organization", "reviewed_by", "signed_by", "issued_by"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def page_image(request: HttpRequest, pk: int, page: int) -> HttpResponse:
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
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it stands, with placeholders for what is not known yet; not a document anyone may act on."""
    document = visible_document(request.user, pk)
    return _pdf(preview.bytes_of(document), f"送审稿-{document.title}.pdf", as_attachment=False)


@login_required
@require_safe
def draft_sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """发文稿纸, to be printed and bound with the paper; inside the office only."""
    document = visible_document(request.user, pk)
    if not request.user.scope_for("document.view").everything:  # type: ignore[union-attr]
        raise NotPermitted("发文稿纸由市局留存，收文单位不看。")
    return _pdf(approval_sheet.render(document), f"发文稿纸-{document.title}.pdf", as_attachment=False)


@login_required
@require_safe
def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The issued original; see ``pdf_response``."""
    return pdf_response(request, visible_document(request.user, pk))


def pdf_response(request: HttpRequest, document: Document) -> HttpResponse:
    """The frozen bytes of an issued document, after the caller checked visibility.

    While it is being printed: 202 with ``Retry-After``, as a page or as JSON, whichever was asked for. Before issue:
    409. The bytes are checked against their hash each time (``DomainError("damaged")``).
    """
    if document.status == Document.Status.ISSUING:
        return _unfinished(request, document, 202, "issuing", f"{document.document_number}正在制版，几秒后可下载。")
    if not document.pdf:
        return _unfinished(request, document, 409, "not_issued", "公文还没有印发，没有正本可下载。")
    response = _pdf(frozen_bytes(document), f"{document.document_number}{document.title}.pdf", as_attachment=True)
    response["ETag"] = f'"{document.pdf_sha256}"'
    return response


@login_required
@require_safe
def document_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a file to be finished by hand; see ``docx_response``."""
    return docx_response(request, visible_document(request.user, pk))


def docx_response(request: HttpRequest, document: Document) -> HttpResponse:
    """The editable copy, in any state: with placeholders before issue, never the original. For those with
    ``document.docx``, after the caller checked visibility."""
    require(request.user, "document.docx")
    name = f"{document.document_number}{document.title}（可编辑文稿）.docx"
    response = _pdf(render_docx(content_of(document)), name, as_attachment=True)
    response["Content-Type"] = DOCX
    return response


def pdf_file(data: bytes, filename: str) -> HttpResponse:
    """A PDF to be shown, under a safe name."""
    return _pdf(data, filename, as_attachment=False)


def _pdf(data: bytes, filename: str, *, as_attachment: bool) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, safe_name(filename)) or "inline",
        "Cache-Control": PRIVATE,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _unfinished(request: HttpRequest, document: Document, status: int, code: str, message: str) -> HttpResponse:
    if "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/api/"):
        response: HttpResponse = render(
            request, "documents/unfinished.html", {"document": document, "message": message}, status=status
        )
    else:
        response = JsonResponse({"code": code, "message": message, "fields": {}}, status=status)
    if status == 202:
        response["Retry-After"] = "2"
    return response
