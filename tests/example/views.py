"""Pages of patrols: the list, one patrol, the confirm page of closing it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.audit.selectors import history_of
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation
from foundation.ui.lists import ListPage
from tests.example import services
from tests.example.actions import PATROL_ACTIONS
from tests.example.filters import PatrolFilters
from tests.example.models import Patrol
from tests.example.tables import PATROL_COLUMNS


class PatrolList(AuthenticatedView, ListPage):
    """``/patrols/``"""

    model = Patrol
    act = "patrol.view"
    title, noun = "巡查", "次"
    filterset_class = PatrolFilters
    default_order = ("-done_on", "-pk")
    columns = PATROL_COLUMNS


@login_required
@require_safe
def detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """``/patrols/<pk>/``"""
    patrol = get_object_or_404(Patrol.objects.visible_to(request.user), pk=pk)
    context = {
        "patrol": patrol,
        "actions": PATROL_ACTIONS.offered(request.user, patrol, state=patrol.status, key=patrol.pk),
        "history": history_of(patrol),
    }
    return render(request, "example/detail.html", context)


class ClosePatrol(AuthenticatedView, ActionView):
    """``/patrols/<pk>/close/``"""

    table = PATROL_ACTIONS
    code = "close"

    def get_object(self) -> Patrol:
        return get_object_or_404(Patrol.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"办结巡查 {self.object}",
            happens=["这次巡查办结，待办随之消除。"],
            undo="不能撤回。",
            action="确认办结",
            back_url=self.object.get_absolute_url(),
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        patrol = services.close_patrol(
            user=self.request.user, patrol=self.object, remark=form.text, version=form.version_read
        )
        return f"已办结：{patrol}。", reverse("example:patrols")
