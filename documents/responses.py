"""Answers that carry a document as a file; pages and API check who sees it and send these."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from documents.content.builder import content_of
from documents.docx.rendering import MIME as DOCX
from documents.docx.rendering import render_docx
from documents.models import Document
from documents.workflow.printing import frozen_bytes
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.files.checks import safe_name

PRIVATE = "private, no-cache"


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


def docx_response(user: User, document: Document) -> HttpResponse:
    """The editable copy, in any state: with placeholders before issue, never the original. For those with
    ``document.docx``, after the caller checked visibility."""
    require(user, "document.docx")
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
