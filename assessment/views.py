"""领导驾驶舱: one page for all users who may see figures; county users get the same page for their own county."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessment import leader_page, tables
from assessment.leader_figures import read_figures
from assessment.measure_overview import measure_overview
from assessment.month_rows import months_of
from assessment.periods import year_of
from assessment.query import LeaderQuery, read_question
from documents.workflow.selectors import waiting_for_signature
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.ui.exports import csv_response

SHOWN_LETTERS = 3


@require_safe
@login_required
def leader(request: AuthenticatedRequest) -> HttpResponse:
    """Show the figures of a period as known at a moment.

    An invalid period is shown as an error, and the rest as for today.
    """
    require(request.user, "assessment.view")
    error: DomainError | None = None
    try:
        question = read_question(request.GET.dict())
    except DomainError as found:
        error, question = found, read_question({})
    context = _context(question, request.user) | {"error": error}
    return render(request, "assessment/leader.html", context, status=422 if error else 200)


@require_safe
@login_required
def table(request: AuthenticatedRequest, name: str) -> HttpResponseBase:
    """Return one of the page's tables as CSV, for the same query."""
    require(request.user, "assessment.view")
    if name not in tables.TITLES:
        raise Http404
    question = read_question(request.GET.dict())
    header, rows = tables.table_of(name, read_figures(question, request.user), question)
    return csv_response(filename=f"{tables.TITLES[name]}{question.period.year}.csv", header=header, rows=rows)


def _context(question: LeaderQuery, user: User) -> dict[str, Any]:
    figures = read_figures(question, user)
    rows = leader_page.place_rows(figures, question)
    return {
        "question": question,
        "scope_words": leader_page.scope_words(question),
        "backfilled": leader_page.backfilled(figures, question),
        "pending": leader_page.pending(figures, question),
        "figures": leader_page.figures_of(figures, question),
        "target": figures.target,
        "is_comparable": figures.is_comparable,
        "target_lines": leader_page.target_lines(figures),
        "target_words": leader_page.target_words(figures, question),
        "target_tone": leader_page.target_tone(figures),
        "rows": rows,
        "is_one_county": len(figures.counties) == 1,
        "map": leader_page.map_of(figures, question),
        "months": months_of(figures, question),
        "larger": leader_page.larger_of(figures, question),
        "overview": measure_overview(question, [row.place for row in figures.counties], user),
        "letters": _letters(question, user),
        "shown_letters": SHOWN_LETTERS,
        "sorts": [
            (label, question.page(sort=name if name != "accidents" else None), question.sort == name)
            for name, label in (("accidents", "起数"), ("deaths", "死亡"), ("loss", "损失"))
        ],
        "kinds": [
            ("自然年", question.page(period=None, year=question.asked_year), not question.period.is_appraisal),
            ("考核年度", question.page(period="appraisal"), question.period.is_appraisal),
        ],
        "earlier_url": question.page(year=question.period.year - 1, as_of=None),
        "later_url": question.page(year=question.period.year + 1, as_of=None)
        if question.period.year < year_of(clock.today(), is_appraisal=question.period.is_appraisal)
        else "",
        "export_url": question.accident_list(production="yes", export="xlsx"),
        "view_now_url": question.page(as_of=None, year=question.period.year),
        "csv": {name: question.table(name) for name in tables.TITLES},
        "now": clock.now(),
    }


def _letters(question: LeaderQuery, user: User) -> list[Any] | None:
    """Return the documents waiting for the leader's signature; None on a page about the past or for other users."""
    if not user.may("document.sign"):
        return None
    is_now = question.as_of is None and not question.is_over
    return list(waiting_for_signature(user)) if is_now else []
