"""``/check/``: the public page behind the QR code of a register copy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from documents.register import verification
from foundation.accounts.client_address import client_address

MOST_BYTES = 20 * 1024 * 1024
# What a form adds around its file.
_MOST_AROUND = 64 * 1024


@csrf_exempt  # nothing is changed and nobody is logged in; so a huge body is refused before anything reads it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for a code; answer for one; POST compares a PDF with what was issued under it. Needs no account."""
    typed = code or request.GET.get("code", "")[:40]
    context: dict[str, object] = {"typed": typed}
    if not typed:
        return _page(request, context)
    if not verification.may_try(client_address(request) or ""):
        return _page(request, context | {"is_too_often": True}, status=429)
    result = verification.find(typed)
    context["result"] = result
    if request.method == "POST":
        context |= _compared(request, result)
    return _page(request, context)


def _compared(request: HttpRequest, result: verification.VerificationResult) -> dict[str, object]:
    too_big: dict[str, object] = {"file_error": "文件超过 20 MB，不是本门户印发的正本。"}
    # Looked at before ``request.FILES``, which stores whatever comes.
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + _MOST_AROUND:
        return too_big
    given = request.FILES.get("file")
    if given is None:
        return {"file_error": "请选择要比对的 PDF 文件。"}
    if (given.size or 0) > MOST_BYTES:
        return too_big
    return {"is_compared": True, "is_same": verification.is_same_file(result, given.chunks())}


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "documents/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The code stands in the address: no other site learns it. With ``no-referrer`` the browser's form has no origin.
    response["Referrer-Policy"] = "same-origin"
    return response
