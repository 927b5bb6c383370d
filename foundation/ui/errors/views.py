"""Errors that no view of the API could answer: an address that does not exist, one that cannot be read, a fault.

Pages get their page, addresses below ``/api/`` the shape of every other error (handler400, handler404, handler500).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views import defaults

_WORDS = {
    400: ("unreadable", "请求读不出来，请检查地址和内容。"),
    404: ("not_found", "没有这个地址，请核对接口说明。"),
    500: ("failed", "系统出错，没有办成，已经记录。请稍后再试。"),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400."""
    return _json_error(400) if _is_api(request) else defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    return _json_error(404) if _is_api(request) else defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponseBase:
    """500."""
    return _json_error(500) if _is_api(request) else defaults.server_error(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _json_error(status: int) -> JsonResponse:
    code, message = _WORDS[status]
    return JsonResponse(
        {"code": code, "message": message, "fields": {}}, status=status, json_dumps_params={"ensure_ascii": False}
    )
