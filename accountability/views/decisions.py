"""Pages of decisions: the list with what waits, 决定依据 of a decision, the simulation of any past period."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accountability.decisions import selectors
from accountability.decisions.grouping import proposal_groups
from accountability.decisions.late_reports import overdue_reports
from accountability.decisions.status import BADGE_STATE, combined_status, with_receipts
from accountability.decisions.todos import recheck_of
from accountability.explain.context import (
    action_bar,
    basis_context,
    query_of,
    stepper_of,
)
from accountability.explain.page import build
from accountability.filters import DecisionFilters
from accountability.letters.next_steps import related_letters
from accountability.models import Decision, RuleSet
from accountability.tables import DECISION_COLUMNS
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.audit.selectors import history_of
from foundation.common.as_of import parse_as_of
from foundation.common.errors import NotPermitted
from foundation.ui.figures import Figure
from foundation.ui.lists import ListPage

_MOST_MATTERS = 12
#: What nobody has to do anything about any more stands last.
_OVER = ("closed", "lifted", "declined", "lapsed", "revoked", "expired")


class DecisionListView(AuthenticatedView, ListPage):
    """处理决定: what waits, grouped into matters, then every decision."""

    model = Decision
    act = "decision.view"
    title, noun = "处理决定", "项"
    more_parameters = ("matter", "accident")
    scope_words = "由规则提出，由人决定；未印发的只在市局可见"
    template_name = "accountability/decisions.html"
    filterset_class = DecisionFilters
    default_order = ("is_over", "-proposed_at", "rule__order", "recipient_code")
    columns = DECISION_COLUMNS

    def rows(self) -> QuerySet[Any]:
        accident = self.request.GET.get("accident", "")
        found = with_receipts(selectors.decisions_for(self.request.user, accident=accident))
        found = found.annotate(is_over=Q(status__in=_OVER))
        if matter := self.request.GET.get("matter", ""):
            keys = [decision.pk for decision in selectors.of_matter(found, matter)]
            found = found.filter(pk__in=keys)
        return found

    def empty_words(self) -> str:
        return "还没有处理决定。登记的事故达到规则条件时，这里会列出拟处理的对象。"

    def row_class(self, row: Decision) -> str:
        return "is-muted" if row.status in _OVER and row.status not in ("closed", "lifted") else ""

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        is_plain = not set(self.request.GET) - {"page", "sort", "cols"}
        matters = []
        if is_plain and (user.may("decision.draft_letter") or user.may("decision.decline")):
            matters = proposal_groups(selectors.proposals_for(user))
        return {
            "figures": _figures(user) if is_plain else [],
            "matters": matters[:_MOST_MATTERS],
            "matters_left": max(len(matters) - _MOST_MATTERS, 0),
            "may_draft": user.may("decision.draft_letter"),
            "may_simulate": user.may("simulation.run"),
        }


class DecisionBasisView(AuthenticatedView):
    """决定依据 of a stored decision, now or as of a moment, with what may be done with it."""

    def get(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        decision = get_object_or_404(selectors.decisions_for(request.user), pk=pk)
        as_of = parse_as_of(request.GET.get("as_of"))
        page = build(query_of(decision, as_of), request.user)
        context = basis_context(page, reverse("accountability:decision", args=[pk]), {}) | {
            "decision": decision,
            "status": combined_status(decision),
            "overdue": overdue_reports([decision]).get(decision.pk, ""),
            "badge_state": BADGE_STATE.get(decision.status, ""),
            "stepper_steps": stepper_of(decision),
            "bar": action_bar(decision, request.user),
            "related": with_receipts(selectors.related_decisions(decision, request.user))[:12],
            "letters": related_letters([decision], request.user),
            "history": history_of(decision)[:20] if _is_city(request.user) else [],
            "recheck": recheck_of(decision) if _is_city(request.user) else None,
        }
        return render(request, "accountability/basis.html", context)


class RuleSetView(AuthenticatedView):
    """A published version of a rule set, clause by clause, with what the bureau still has to confirm."""

    def get(self, request: AuthenticatedRequest, code: str, version: int) -> HttpResponse:
        if not request.user.may("ruleset.view"):
            raise NotPermitted("您的角色不看规则集。")
        visible = RuleSet.objects.visible_to(request.user)
        rule_set = get_object_or_404(visible, code=code, version=version)
        return render(
            request,
            "accountability/rule_set.html",
            {"rule_set": rule_set, "rules": rule_set.rules.all(), "spec": rule_set.spec},
        )


def _is_city(user: User) -> bool:
    """Whether the person sees proposals too, and with them what the engine and the city noted."""
    return bool(user.scope_for("decision.view").everything)


def _figures(user: User) -> list[Figure]:
    base = reverse("accountability:decisions")
    states = ("proposed", "drafting", "issued", "expected")
    numbers = Decision.objects.visible_to(user).aggregate(
        **{state: Count("pk", filter=Q(status=state)) for state in states}, flagged=Count("pk", filter=~Q(flag=""))
    )
    return [
        Figure("拟处理", numbers["proposed"], "项", url=f"{base}?status=proposed"),
        Figure("在办", numbers["drafting"], "项", url=f"{base}?status=under_way"),
        Figure("已印发", numbers["issued"], "项", url=f"{base}?status=issued"),
        Figure("待省级文件", numbers["expected"], "项", url=f"{base}?status=expected"),
        Figure("依据有变", numbers["flagged"], "项", url=f"{base}?flag=any"),
    ]
