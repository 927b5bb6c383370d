"""``/check/``: the public page behind the QR code of a register copy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.documents import checking
from foundation.organizations.client_address import client_address

MOST_BYTES = 20 * 1024 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for a code; answer for one; POST compares a PDF with what was issued under it. Needs no account."""
    typed = code or request.GET.get("code", "")[:40]
    context: dict[str, object] = {"typed": typed}
    if not typed:
        return _page(request, context)
    if not checking.may_try(client_address(request) or ""):
        return _page(request, context | {"is_too_often": True}, status=429)
    finding = checking.find(typed)
    context["finding"] = finding
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            context["file_error"] = "请选择要比对的 PDF 文件。"
        elif (given.size or 0) > MOST_BYTES:
            context["file_error"] = "文件超过 20 MB，不是本门户印发的正本。"
        else:
            context["is_compared"] = True
            context["is_same"] = checking.is_same_file(finding, given.chunks())
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "documents/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
