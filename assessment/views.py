"""领导驾驶舱: one page for whoever may see figures; a county's people see their own county with the same code."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accountability.selectors import waiting_for_signature
from assessment import leader_page
from assessment.ladder import ladder
from assessment.leader import read_figures
from assessment.question import Question, read_question
from foundation.kit.errors import DomainError
from foundation.organizations.access import require
from foundation.workdays import clock

SHOWN_LETTERS = 8


@require_safe
@login_required
def leader(request: HttpRequest) -> HttpResponse:
    """The figures of a period, as known at a moment; a period that cannot be read is shown as an error, the rest as
    for today."""
    require(request.user, "assessment.view")
    error: DomainError | None = None
    try:
        question = read_question(request.GET.dict())
    except DomainError as found:
        error, question = found, read_question({})
    context = _context(question, request.user) | {"error": error}
    return render(request, "assessment/leader.html", context, status=422 if error else 200)


def _context(question: Question, user: Any) -> dict[str, Any]:
    figures = read_figures(question, user)
    rows = leader_page.county_rows(figures, question)
    return {
        "question": question,
        "scope_words": leader_page.scope_words(figures, question),
        "figures": leader_page.figures_of(figures, question),
        "target": figures.target,
        "target_lines": leader_page.target_lines(figures.target),
        "target_words": leader_page.target_words(figures.target, question),
        "rows": rows,
        "map": leader_page.map_of(figures, question),
        "months": leader_page.months_of(figures, question),
        "larger": leader_page.larger_of(figures, question),
        "ladder": ladder(question, [row.county for row in figures.counties], user),
        "letters": list(waiting_for_signature(user)[:SHOWN_LETTERS]),
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
        if question.period.year < clock.today().year
        else "",
        "export_url": question.accident_list(production="yes", export="xlsx"),
        "view_now_url": question.page(as_of=None, year=question.period.year),
        "now": clock.now(),
    }
