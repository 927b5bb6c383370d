"""``/documents/batch/``: what the list shows, as one zip; and the register copy of one document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.documents.batch import batch_zip
from foundation.documents.models import Document, RegisterEntry
from foundation.documents.paper_views import pdf_file, visible_document
from foundation.documents.register_copy import register_copy
from foundation.documents.register_views import RegisterFilters
from foundation.documents.views import DocumentFilters
from foundation.kit.errors import DomainError, NotPermitted
from foundation.kit.filters import KitFilterSet
from foundation.organizations.access import require


@login_required
@require_safe
def batch(request: HttpRequest) -> HttpResponseBase:
    """The issued documents of the list's filters; ``docx=1`` adds the editable copies for those who may have them."""
    require(request.user, "document.view")
    found = _found(request, DocumentFilters, Document.objects.visible_to(request.user))
    return _sent(request, found, back="documents:list")


@login_required
@require_safe
def register_batch(request: HttpRequest) -> HttpResponseBase:
    """``/documents/register/batch/``: the same for the filters of the 发文登记簿."""
    if not request.user.scope_for("document.view").everything:  # type: ignore[union-attr]
        raise NotPermitted("发文登记簿由市局掌管。您单位收到的公文请看“公文”。")
    entries = _found(request, RegisterFilters, RegisterEntry.objects.visible_to(request.user))
    numbered = entries.filter(document__isnull=False).values("document_id")
    found = Document.objects.visible_to(request.user).filter(pk__in=numbered)
    return _sent(request, found, back="documents:register")


def _found(request: HttpRequest, filterset: type[KitFilterSet], rows: QuerySet[Any]) -> QuerySet[Any]:
    filters = filterset(request.GET, queryset=rows, request=request)
    if not filters.form.is_valid():
        raise DomainError("filters", "筛选条件有误，请回到列表改正。")
    found: QuerySet[Any] = filters.qs
    return found


def _sent(request: HttpRequest, documents: QuerySet[Document], *, back: str) -> HttpResponseBase:
    """The zip; back to the list with a word when nothing of it is issued, or too much."""
    with_docx = request.GET.get("docx") == "1"
    if with_docx:
        require(request.user, "document.docx")
    ordered = documents.order_by("series_id", "number_year", "number")
    try:
        packed = batch_zip(ordered, with_docx=with_docx)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse(back)}?{query}" if query else reverse(back))
    response = FileResponse(packed, as_attachment=True, filename="公文.zip")
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
