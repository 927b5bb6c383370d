"""List and page of accidents, and the help on what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accidents.actions import ACCIDENT_ACTIONS
from accidents.detail_panels import panels_for
from accidents.facts import loss_of
from accidents.filters import DELETED, ListFilters
from accidents.models import Accident, Level, Production, Status
from accidents.resources import AccidentResource
from accidents.rules import deadlines, severity
from accidents.rules.naming import place_of
from accidents.selectors import accident_or_404, as_listed, facts_as_of, in_full, may_report, timeline
from accidents.tables import ACCIDENT_COLUMNS
from accidents.totals import ListTotals, filtered_totals, totals_of
from accidents.views.form_feedback import measure_rows
from accidents.views.forms import UploadForm
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.as_of import parse_as_of
from foundation.common.requests import PersonRequest
from foundation.common.text.date_format import full_moment
from foundation.common.text.number_format import plain
from foundation.files.selectors import files_of
from foundation.ui.columns import Column
from foundation.ui.figures import Figure
from foundation.ui.lists import ListPage
from foundation.ui.timeline import Event, FieldChange


class AccidentListView(AuthenticatedView, ListPage):
    """Registered accidents in reach; drafts only when they are asked for."""

    model = Accident
    act = "accident.view"
    export_act = "accident.export"
    title, noun = "事故", "条"
    full_export = "登记表格式（全部栏目）"
    tab_filter = "status"
    more_parameters = ("as_of",)
    is_keyed = True
    filterset_class = ListFilters
    default_order = ["-occurred_at", "-code"]
    template_name = "accidents/list.html"
    columns: Sequence[Column] = ACCIDENT_COLUMNS

    def get(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list now, or with ``as_of`` the same list as it was known at that moment."""
        self.as_of = parse_as_of(request.GET.get("as_of"))
        if self.as_of is not None:
            self.columns = [replace(column, sort=_SORT_AS_OF.get(column.key, column.sort)) for column in self.columns]
            self.default_order = ["-occurred_at", "-accident__code"]
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[Any]:
        """With their ``gravity``: levels sort as grave as they are, not by the letters of their codes."""
        return as_listed(self._rows()).annotate(gravity=_GRAVITY)

    def _rows(self) -> QuerySet[Any]:
        if self.as_of is not None:
            return facts_as_of(moment=self.as_of, user=self.request.user)
        status = self.request.GET.get("status")
        if status == DELETED:
            return Accident.objects.restorable_by(self.request.user)
        if status == Status.DRAFT:
            return super().rows()
        return Accident.objects.registered_visible_to(self.request.user)

    def summary(self, rows: QuerySet[Any]) -> tuple[int, str]:
        """Production and non-production apart, what is not decided beside them, what does not count left out."""
        totals = self._totals(rows)
        sums = totals.counted
        parts = [
            f"{label} {plain(sums[key].accidents)} 起，死亡 {plain(sums[key].deaths)} 人，"
            f"损失 {plain(sums[key].direct_loss)} 万元"
            for key, label in _KINDS
            if key in sums
        ]
        if Production.PENDING in sums:
            parts.append(f"{Production.PENDING.label} {plain(sums[Production.PENDING].accidents)} 起，另列")
        return totals.count, "；".join(parts)

    def _totals(self, rows: QuerySet[Any]) -> ListTotals:
        filterset, user = self.filterset, self.request.user
        if not isinstance(filterset, ListFilters) or not filterset.form.is_valid():
            return totals_of(rows)
        narrowing, narrow = filterset.tally_narrowing(), filterset.filter_queryset
        return filtered_totals(user, rows, narrowing=narrowing, narrow=narrow, as_of=self.as_of)

    def empty_words(self) -> str:
        if self.request.GET.get("status") == DELETED:
            return "没有已删除的草稿。"
        if self.request.GET.get("status") == Status.DRAFT:
            return "没有草稿。填了没有上报的事故在这里接着填。"
        return "还没有登记事故。县局在“登记事故”里填报，乡镇用“快报”。"

    def export_rows(self, rows: QuerySet[Any], shown: Sequence[Column]) -> tuple[list[str], Iterator[list[Any]]]:
        resource = AccidentResource()
        return resource.header(), (resource.line(row) for row in in_full(rows).iterator(chunk_size=1000))

    def row_class(self, row: Any) -> str:
        return "is-muted" if row.status in (Status.WRITTEN_OFF, Status.MERGED, Status.WITHDRAWN) else ""

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "may_register": user.may("accident.submit"),
            "may_quick": user.may("accident.draft"),
            "unit": user.organization,
            "as_of": self.as_of,
            "tab": self.request.GET.get("status", ""),
        }


#: What a revision calls the fields that an accident row has of its own.
_SORT_AS_OF = {"place": ["township_id"], "registered_at": ["accident__registered_at"]}
_GRAVITY = Case(*(When(level=level.value, then=level.rank) for level in Level), output_field=IntegerField())
_KINDS = [(production, production.label) for production in (Production.YES, Production.NO)]


@login_required
@require_safe
def detail(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """One accident: headline, figures, reports with what changed, what rules propose, files, history."""
    accident = accident_or_404(request.user, code)
    if accident.code != code:
        return redirect(accident)
    user = request.user
    now = clock.now()
    is_draft = accident.status == Status.DRAFT
    derived = severity.severity_of(accident)
    context = {
        "accident": accident,
        "place": place_of(
            accident.location, *(str(part) for part in (accident.county, accident.township, accident.village) if part)
        ),
        "now": now,
        "is_draft": is_draft,
        "actions": ACCIDENT_ACTIONS.offered(user, accident, state=accident.status, key=accident.code),
        "may_report": may_report(user, accident),
        "figures": _figures(accident),
        "derived": derived,
        "level_rows": measure_rows(derived, is_loss_unknown=accident.is_loss_unknown),
        "presumed": derived.if_presumed_dead.label if derived.if_presumed_dead else "",
        "clause": severity.CLAUSE,
        "events": _events(accident),
        "last_change_day": _last_change_day(accident),
        "is_late": deadlines.is_late(accident.known_at, accident.reported_at),
        "panels": panels_for(accident, user) if not is_draft else [],
        "files": files_of(accident),
        "upload_form": UploadForm(),
        "history": history_of(accident)[:20],
    }
    return render(request, "accidents/detail.html", context)


@login_required
@require_safe
def counting(request: HttpRequest) -> HttpResponse:
    """统计口径: what is registered, how it is counted, by which clause."""
    return render(request, "accidents/counting.html", {"bounds": severity.BOUNDS})


def _figures(accident: Accident) -> list[Figure]:
    missing_note = "已推定死亡，计入死亡" if accident.missing and accident.missing_presumed_dead else ""
    figures = [
        Figure("死亡", accident.counted_deaths, "人", note=missing_note),
        Figure("失踪", accident.missing, "人"),
        Figure("重伤", accident.serious_injuries + accident.acute_poisonings, "人"),
        Figure("轻伤", accident.minor_injuries, "人"),
        Figure("直接经济损失", loss_of(accident), "万元", note="尚未填报" if accident.is_loss_unknown else ""),
    ]
    return figures


def _events(accident: Accident) -> list[Event]:
    """The reports, newest first, each with what it changed."""
    events = []
    for entry in timeline(accident):
        revision = entry.revision
        changes = [FieldChange(item.label, item.old, item.new) for item in entry.changes if item.field != "summary"]
        rewritten = any(item.field == "summary" for item in entry.changes)
        text = revision.note + ("　改写了事故经过" if rewritten else "")
        events.append(
            Event(
                title=f"第 {revision.number} 版　{revision.get_kind_display()}",
                when=full_moment(revision.recorded_at),
                who=f"{revision.author_organization} {revision.author_name}".strip(),
                text=text.strip(),
                state="bad" if revision.kind == "return" else "done",
                changes=changes,
            )
        )
    return events


def _last_change_day(accident: Accident) -> Any:
    if accident.occurred_at is None:
        return None
    sector, kind = accident.sector, accident.accident_type
    return deadlines.last_change_day(
        clock.local(accident.occurred_at).date(),
        is_road_traffic=bool(sector and sector.is_road_traffic),
        is_fire=bool((sector and sector.is_fire) or (kind and kind.is_fire)),
    )
