"""``/documents/batch/``: what the list shows, as one zip; and the register copy of one document."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.documents.batch import batch_zip
from foundation.documents.models import Document
from foundation.documents.paper_views import pdf_file, visible_document
from foundation.documents.register_copy import register_copy
from foundation.documents.views import DocumentFilters
from foundation.kit.errors import DomainError, NotPermitted
from foundation.organizations.access import require


@login_required
@require_safe
def batch(request: HttpRequest) -> FileResponse:
    """The issued documents of the list's filters; ``docx=1`` adds the editable copies for those who may have them."""
    require(request.user, "document.view")
    with_docx = request.GET.get("docx") == "1"
    if with_docx:
        require(request.user, "document.docx")
    rows = Document.objects.visible_to(request.user)
    filters = DocumentFilters(request.GET, queryset=rows, request=request)
    if not filters.form.is_valid():
        raise DomainError("filters", "筛选条件有误，请回到列表改正。")
    found = filters.qs.order_by("series_id", "number_year", "number")
    response = FileResponse(batch_zip(found, with_docx=with_docx), as_attachment=True, filename="公文.zip")
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_safe
def archive_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """归档件, inside the office only, as the 发文稿纸 is part of it."""
    document = visible_document(request.user, pk)
    if not request.user.scope_for("document.view").everything:  # type: ignore[union-attr]
        raise NotPermitted("归档件由市局留存，收文单位不看。")
    address = request.build_absolute_uri(reverse("documents:check_code", args=[document.check_code or "-"]))
    return pdf_file(register_copy(document, address=address), f"归档件-{document.document_number}.pdf")
