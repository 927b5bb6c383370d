"""What the editor of a document sends: its text to be stored or rearranged, its page, what was pasted."""

from __future__ import annotations

import base64
import re
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from documents.actions import EDITABLE
from documents.content.builder import content_of
from documents.content.paste import blocks_from_clipboard
from documents.editor import preview, working_copies
from documents.editor.conflicts import overtaken
from documents.editor.form import KINDS, URGENCIES, EditorForm
from documents.models import Document
from documents.typesetting.content.blocks import DocumentContent
from documents.views.documents import document_page
from documents.views.files import visible_document
from foundation.accounts.requests import AuthenticatedRequest
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.text.normalization import read_version

_OVERWRITE = re.compile(r"^overwrite-(\d{1,9})$")


@login_required
@require_POST
def edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Store the text, or carry out a button that rearranges blocks (nothing is stored then, nothing is lost).

    Somebody who has been overtaken sees what differs; only the button beside that, ``overwrite-<version>``, writes over
    it. With the header ``X-Fragment`` a rearrangement answers with the fields alone, for the script of the page.
    """
    document = visible_document(request.user, pk)
    require(request.user, "document.draft")
    stored = content_of(document)
    form = EditorForm.read(request.POST, stored)
    if _rearranged(form, request):
        if "X-Fragment" not in request.headers:
            return document_page(request, document, form, unsaved=True)
        context = {"document": document, "content": stored, "form": form, "kinds": KINDS, "urgencies": URGENCIES}
        answer = render(request, "documents/_editor_fields.html", context)
        answer["X-Fragment"] = "1"
        return answer
    try:
        written = form.content(stored)
        working_copies.save(
            user=request.user,
            document=document,
            content=written,
            version=_version(request),
            page=form.page,
            known=form.known,
        )
    except Stale as error:
        document = visible_document(request.user, pk)
        if _is_stored(document, written):
            working_copies.let_go(user=request.user, document=document, pages=(form.page, form.known))
        else:
            form.overtaken = overtaken(document, written)
            return document_page(request, document, form, error=error, status=409, unsaved=True)
    except DomainError as error:
        form.show(error)
        status = 403 if isinstance(error, NotPermitted) else 422
        return document_page(request, document, form, error=error, status=status, unsaved=True)
    if request.POST.get("act") == "submit":
        return HttpResponseRedirect(reverse("documents:submit", args=[pk]))
    messages.success(request, f"已保存，{clock.now():%H:%M}。")
    return HttpResponseRedirect(reverse("documents:detail", args=[pk]))


def _version(request: HttpRequest) -> int | None:
    """The version the page was opened with, or the one its writer has compared with and chose to write over."""
    chosen = _OVERWRITE.match(request.POST.get("act", ""))
    version = chosen[1] if chosen else request.POST.get("version", "")
    return read_version(version)


def _is_stored(document: Document, written: DocumentContent) -> bool:
    """Whether what was sent stands there already, as after a second click: then nothing is left to ask."""
    return document.status in EDITABLE and content_of(document) == written


def _rearranged(form: EditorForm, request: HttpRequest) -> bool:
    act = request.POST.get("act", "save")
    if act != "paste":
        return form.rearrange(act)
    pasted = blocks_from_clipboard(html=request.POST.get("paste_html", ""), text=request.POST.get("paste_text", ""))
    before, after = request.POST.get("paste_before", ""), request.POST.get("paste_after", "")
    form.paste(pasted, request.POST.get("paste_at", ""), before, after)
    return True


@login_required
@require_POST
def paste(request: AuthenticatedRequest) -> HttpResponse:
    """What a clipboard holds (``html``, ``text``), cleaned: ``{"blocks": [{"kind", "text", "rows"}]}``."""
    require(request.user, "document.draft")
    pasted = blocks_from_clipboard(html=request.POST.get("html", ""), text=request.POST.get("text", ""))
    return JsonResponse({"blocks": [asdict(block) for block in pasted]})


@login_required
@require_POST
def live_preview(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The pages of what stands in the editor's fields right now, nothing stored; a fragment for the right side.

    What cannot be printed is named with its field; the page that is there then stays. Answers 204 to
    somebody who has written on meanwhile, 503 when too many others wait for their pages.
    """
    document = visible_document(request.user, pk)
    require(request.user, "document.draft")  # nobody else sees words of their own under the bureau's head
    stored = content_of(document)
    form = EditorForm.read(request.POST, stored)
    hand = request.POST.get("hand", "")
    try:
        with preview.turn((request.user.pk, pk)):
            content = form.content(stored, is_preview=True)
            made = preview.preview(content, form.hand(int(hand)) if hand.isdecimal() and len(hand) < 5 else None)
            pictures = preview.pictures(made)
    except preview.Superseded:
        return HttpResponse(status=204)
    except preview.Crowded:
        return HttpResponse("正在排版的人较多，版面稍后更新。", status=503, headers={"Retry-After": "5"})
    except DomainError as error:
        form.show(error, is_preview=True)
        answer = render(request, "documents/_preview_refused.html", {"refusal": error, "faults": form.faults()})
        answer["HX-Retarget"] = "#preview-note"
        return answer
    context = {
        "document": document,
        "is_live": True,
        "pictures": [f"data:image/png;base64,{base64.b64encode(data).decode()}" for data in pictures],
        "page_count": made.pages,
    }
    return render(request, "documents/_pages.html", context)
