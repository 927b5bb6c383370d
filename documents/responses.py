"""Answers that carry a document as a file; pages and API check who sees it and send these."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documents.content.builder import content_of
from documents.docx.rendering import MIME as DOCX
from documents.docx.rendering import render_docx
from documents.models import Document
from documents.workflow.printing import frozen_bytes
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.files.checks import safe_name

PDF = "application/pdf"
PRIVATE = "private, no-cache"
#: Seconds after which a file that is being made may be asked for again.
RETRY_AFTER = "2"


def pdf_response(document: Document) -> HttpResponse:
    """The frozen bytes of an issued document, after the caller checked visibility.

    They are checked against their hash each time (``DomainError("damaged")``). Raises ``DomainError("not_issued")``
    while there are none; the caller answers 202 while they are made (status ``issuing``).
    """
    if not document.pdf:
        raise DomainError(ErrorCode.NOT_ISSUED, "公文还没有印发，没有正本可下载。")
    name = f"{document.document_number}{document.title}.pdf"
    response = _file(frozen_bytes(document), name, PDF, as_attachment=True)
    response["ETag"] = f'"{document.pdf_sha256}"'
    return response


def docx_response(user: User, document: Document) -> HttpResponse:
    """The editable copy, in any state: with placeholders before issue, never the original. For those with
    ``document.docx``, after the caller checked visibility."""
    require(user, "document.docx")
    name = f"{document.document_number}{document.title}（可编辑文稿）.docx"
    return _file(render_docx(content_of(document)), name, DOCX, as_attachment=True)


def pdf_file(data: bytes, filename: str) -> HttpResponse:
    """A PDF to be shown, under a safe name."""
    return _file(data, filename, PDF, as_attachment=False)


def _file(data: bytes, filename: str, content_type: str, *, as_attachment: bool) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, safe_name(filename)) or "inline",
        "Cache-Control": PRIVATE,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
