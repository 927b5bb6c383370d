"""The working copy of the editor: kept while somebody writes, let go when its writer wants none of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from documents.content.builder import content_of
from documents.editor import working_copies
from documents.editor.conflicts import overtaken
from documents.editor.form import EditorForm
from documents.models import Document
from documents.views.files import visible_document
from foundation.accounts.requests import AuthenticatedRequest
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, NotPermitted
from foundation.common.text.normalization import read_version


@login_required
@require_POST
def autosave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep what stands in the fields: ``{"words", "is_kept", "stored", "overtaken"}``, 409 when it is not kept.

    ``stored`` is the version stored now. When it is not the one the page was opened with, nor the one it has been
    warned of (field ``warned``), ``overtaken`` is the HTML that says who saved and shows what differs.
    """
    document = visible_document(request.user, pk)
    require(request.user, "document.draft", on=document)
    version = read_version(request.POST.get("version", "")) or document.version
    answer: dict[str, Any] = {"words": "与已保存的相同", "is_kept": True, "stored": document.version, "overtaken": ""}
    try:
        copy = working_copies.keep(
            user=request.user,
            document=document,
            data=request.POST,
            version=version,
            page=request.POST.get("page", ""),
            known=request.POST.get("known", ""),
        )
    except NotPermitted:
        raise
    except DomainError as refusal:
        return JsonResponse(answer | {"words": refusal.message, "is_kept": False}, status=409)
    if copy is not None:
        answer["words"] = f"已自动保存 {clock.local(copy.saved_at):%H:%M}"
        if document.version != version:
            answer["words"] += "，另有新的一稿"
            if document.version != read_version(request.POST.get("warned", "")):
                answer["overtaken"] = _beside(request, document)
    return JsonResponse(answer)


def _beside(request: HttpRequest, document: Document) -> str:
    stored = content_of(document)
    form = EditorForm.read(request.POST, stored)
    form.overtaken = overtaken(document, form.content(stored))
    return render_to_string(
        "documents/_overtaken.html", {"form": form, "document": document, "is_live": True}, request=request
    )


@login_required
@require_POST
def discard(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let go of what one has not saved; the editor opens with the stored text."""
    document = visible_document(request.user, pk)
    require(request.user, "document.draft", on=document)
    working_copies.let_go(user=request.user, document=document)
    messages.success(request, "没有保存的改动已放弃，下面是已保存的文稿。")
    return HttpResponseRedirect(reverse("documents:detail", args=[pk]))
