"""The kind of job that makes the large export of any list: the same rows, columns and order as on the screen.

The list's own view runs again with the owner's rights of that moment, so that filters, columns, saved views and
refusals are those of the page; only its file goes into the job instead of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse

from foundation.accounts.models import User
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.requests import PersonRequest
from foundation.jobs.kinds import JobKind, JobRun, ResultFile
from foundation.jobs.models import Job
from foundation.jobs.services import start
from foundation.jobs.starting import begin_or_ask
from foundation.ui.exports import Export
from foundation.ui.lists import ListPage
from foundation.ui.services import list_class

#: Names in the address that do not change what is exported.
_PASSING = ("page", "pick", "selected")


def start_export(request: HttpRequest, list_name: str, export: Export, count: int) -> HttpResponseBase:
    """Begin the export of a list that is too large for one answer, and lead to the download centre; ask first (GET)."""
    query = request.GET.copy()
    for name in _PASSING:
        query.pop(name, None)
    shown = query.copy()
    shown.pop("export", None)

    def begin() -> Job:
        return start(
            user=cast(User, request.user),
            kind=LIST_EXPORT.code,
            name=f"{export.title}（{export.ending.upper()}，{count:,} 行）",
            parameters={"list": list_name, "query": query.urlencode(), "count": count},
        )

    try:
        return begin_or_ask(
            request,
            begin,
            title=f"后台导出{export.title}",
            scope=f"共 {count:,} 行，{export.ending.upper()}",
            back_url=f"{request.path}?{shown.urlencode()}" if shown else request.path,
        )
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("jobs:list"))


def run_export(run: JobRun) -> ResultFile:
    """Write the export. Raises ``DomainError`` when the list is gone or its filters cannot be read any more."""
    export = _export_of(run.user, run.parameters["list"], run.parameters["query"])
    total = run.parameters["count"]
    export.write(run.target, lambda count: run.report(count, max(total, count), f"已写 {count:,} 行"))
    return ResultFile(export.filename, export.content_type)


def permissions_of(parameters: Mapping[str, Any]) -> Sequence[str]:
    """Return the permissions of the list: to see it, and to export it where that is one of its own."""
    view = _view_of(parameters["list"])
    return tuple(permission for permission in (view.act, view.export_act) if permission)


def _view_of(list_name: str) -> type[ListPage]:
    view = list_class(list_name)
    if view is None:
        raise DomainError(ErrorCode.NO_LIST, "这个列表已经没有了，请打开现在的列表重新导出。")
    return view


def _export_of(user: User, list_name: str, query: str) -> Export:
    found: list[Export] = []

    def take(export: Export, rows: QuerySet[Any]) -> HttpResponse:
        found.append(export)
        return HttpResponse()

    request = PersonRequest()
    request.method, request.path = "GET", reverse(list_name)
    request.GET = QueryDict(query)
    request.user, request.resolver_match = user, resolve(request.path)
    view = _view_of(list_name)()
    view.deliver = take  # type: ignore[method-assign]
    view.setup(request)
    view.get(request)
    if not found:
        raise DomainError(ErrorCode.FILTERS, "原来的筛选条件现在已不能用，请回到列表重新筛选、导出。")
    return found[0]


LIST_EXPORT = JobKind("list_export", "导出列表", run_export, permissions_of)
