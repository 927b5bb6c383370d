"""Begin a document from nothing, and change whom such a draft is for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from documents.content.builder import content_of, sentences_of
from documents.editor.new_document import NewDocumentForm, RecipientsForm, reply_initial
from documents.models import Document
from documents.views.files import visible_document
from documents.workflow import new_documents, selectors
from foundation.accounts.requests import AuthenticatedRequest
from foundation.common.access import require
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.text.normalization import read_version


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AuthenticatedRequest) -> HttpResponse:
    """起草通知: kind, title, units, text; the editor opens with what was written."""
    require(request.user, "document.draft")
    form = NewDocumentForm(request.POST if request.method == "POST" else None)
    error: DomainError | None = None
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            document = new_documents.begin(
                user=request.user,
                kind=given["kind"],
                title=given["title"],
                text=given["text"],
                units=form.units(),
                main_recipients=given["main_recipients"],
            )
        except DomainError as refusal:
            error = refusal
        else:
            messages.success(request, "已起草，请核对版面后送审。")
            return HttpResponseRedirect(reverse("documents:detail", args=[document.pk]))
    return _page(request, "documents/new.html", form, error)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recipients(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Whom a draft begun from nothing is for; other documents get their units from what they are about."""
    document = visible_document(request.user, pk)
    require(request.user, "document.draft")
    if not selectors.may_choose_recipients(request.user, document):
        raise NotPermitted(new_documents.UNITS_FOLLOW)
    form = RecipientsForm(request.POST if request.method == "POST" else None, initial=reply_initial(document))
    if not form.is_bound:
        form.choose(document.recipients.select_related("organization"))
    error: DomainError | None = None
    if form.is_bound and form.is_valid():
        try:
            new_documents.change_units(
                user=request.user,
                document=document,
                units=form.units(),
                rewrites="rewrite" in request.POST,
                version=read_version(request.POST.get("version", "")),
            )
        except DomainError as refusal:
            error = refusal
        else:
            messages.success(request, "收文单位已改。")
            return HttpResponseRedirect(reverse("documents:detail", args=[pk]))
    return _page(request, "documents/recipients.html", form, error, document)


def _page(
    request: HttpRequest,
    template: str,
    form: RecipientsForm,
    error: DomainError | None,
    document: Document | None = None,
) -> HttpResponse:
    status = 200
    if error is not None or form.errors:
        status = 403 if isinstance(error, NotPermitted) else 409 if isinstance(error, Stale) else 422
    context: dict[str, Any] = {
        "form": form,
        "picked": form.picked(),
        "refusals": sentences_of(error) if error else [],
        "document": document,
    }
    if document is not None:
        context["content"] = content_of(document)
    return render(request, template, context, status=status)
