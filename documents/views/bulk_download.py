"""``/documents/batch/``: what the list shows, as one zip; and the register copy of one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from documents.filters import DocumentFilters, RegisterFilters
from documents.models import Document, RegisterEntry
from documents.register import book
from documents.register.archive_copy import archive_copy
from documents.register.bulk_download import (
    FILE_NAME,
    Forms,
    batch_zip,
    is_for_background,
    issued_of,
    start_package,
)
from documents.responses import pdf_file
from documents.views.files import visible_document
from documents.workflow.selectors import require_office
from foundation.accounts.requests import AuthenticatedRequest
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.jobs.starting import begin_or_ask
from foundation.ui.filters import BaseFilterSet

#: What is packed at once is fetched by GET; POST begins the work in the background.
_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
#: ``format=`` of the address.
FORMATS = {"pdf": Forms(), "docx": Forms(pdf=False, docx=True), "both": Forms(docx=True)}


@login_required
@_GET_OR_POST
def batch(request: AuthenticatedRequest) -> HttpResponseBase:
    """The issued documents that are selected (``pick=12&pick=14``), or when none is, those of the list's filters.

    ``format=pdf|docx|both``, or ``docx=1`` for both; the editable copies for those who may have them.
    """
    require(request.user, "document.view")
    visible = Document.objects.visible_to(request.user)
    return _sent(request, visible, lambda: _found(request, DocumentFilters, visible), back="documents:list")


@login_required
@_GET_OR_POST
def register_batch(request: AuthenticatedRequest) -> HttpResponseBase:
    """``/documents/register/batch/``: the same for the selection and filters of the 发文登记簿."""
    book.require_keeper(request.user)
    visible = Document.objects.visible_to(request.user)

    def of_the_book() -> QuerySet[Document]:
        entries = _found(request, RegisterFilters, RegisterEntry.objects.visible_to(request.user))
        return visible.filter(pk__in=entries.filter(document__isnull=False).values("document_id"))

    return _sent(request, visible, of_the_book, back="documents:register")


def _found(request: HttpRequest, filterset: type[BaseFilterSet], rows: QuerySet[Any]) -> QuerySet[Any]:
    filters = filterset(request.GET, queryset=rows, request=request)
    if not filters.form.is_valid():
        raise DomainError(ErrorCode.FILTERS, "筛选条件有误，请回到列表改正。")
    found: QuerySet[Any] = filters.qs
    return found


def _sent(
    request: AuthenticatedRequest,
    visible: QuerySet[Document],
    by_filters: Callable[[], QuerySet[Document]],
    *,
    back: str,
) -> HttpResponseBase:
    """The zip; many documents are packed in the background, after the confirm page. Back to the list with a word when
    something selected is not issued, nothing is, or too much."""
    asked = request.GET
    forms = FORMATS.get(asked.get("format", ""), Forms(docx=asked.get("docx") == "1"))
    if forms.docx:
        require(request.user, "document.docx")
    query = asked.urlencode()
    back_url = f"{reverse(back)}?{query}" if query else reverse(back)
    try:
        chosen = _selected(visible, asked.getlist("pick")) if "pick" in asked else by_filters()
        if is_for_background(chosen):
            return begin_or_ask(
                request,
                lambda: start_package(user=request.user, documents=chosen, forms=forms),
                title="后台打包公文",
                scope=f"共 {issued_of(chosen).count()} 件",
                back_url=back_url,
            )
        packed = batch_zip(chosen, forms)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(back_url)
    response = FileResponse(packed, as_attachment=True, filename=FILE_NAME)
    response["Cache-Control"] = "private, no-cache"
    return response


def _selected(visible: QuerySet[Document], sent: list[str]) -> QuerySet[Document]:
    """The documents that are selected. Raises ``DomainError("not_issued")`` naming what of them has no original."""
    keys = {int(key) for key in sent if key.isdecimal() and len(key) < 12}
    chosen = visible.filter(pk__in=keys)
    if waiting := list(chosen.exclude(status__in=Document.WITH_ORIGINAL).values_list("title", flat=True)):
        named = "、".join(f"《{title}》" for title in waiting[:3]) + ("等" if len(waiting) > 3 else "")
        words = f"所选{chosen.count()}件中有{len(waiting)}件没有正本，不能下载：{named}。已去掉勾选，请再点“下载”。"
        raise DomainError(ErrorCode.NOT_ISSUED, words)
    return chosen


@login_required
@require_safe
def archive_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """归档件, inside the office only, as the 发文稿纸 is part of it."""
    document = visible_document(request.user, pk)
    require_office(request.user, "归档件")
    path = reverse("documents:verification_code", args=[document.verification_code or "-"])
    # A paper outlives the name somebody reached the portal by on the day it was printed.
    address = f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)
    return pdf_file(archive_copy(document, address=address), f"归档件-{document.document_number}.pdf")
