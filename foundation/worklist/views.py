"""The workbench, messages, search."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.common import clock
from foundation.common.text import date_format
from foundation.common.text.normalization import clean_line
from foundation.ui import search
from foundation.ui.confirm import Confirmation, ConfirmView
from foundation.ui.figures import Figure
from foundation.worklist import selectors, services, workbench
from foundation.worklist.forms import SnoozeForm
from foundation.worklist.models import Message, Todo

MESSAGES_SHOWN = 4


@login_required
@require_safe
def show_workbench(request: AuthenticatedRequest) -> HttpResponse:
    """工作台: what waits, by due time; what came back; drafts; messages; the panels of the upper layers."""
    user = request.user
    may_look_below = selectors.may_look_below(user)
    below = may_look_below and request.GET.get("below") == "1"
    own = selectors.waiting_for(user)
    kind = request.GET.get("kind", "")
    waiting = selectors.waiting_for(user, below=below, kind=kind) if below or kind else own
    returned, drafts = selectors.returned_to(user), workbench.drafts_for(user)
    letters = selectors.messages_of(user)
    context = {
        "now": clock.local(clock.now()),
        "figures": _figures(own, len(returned), len(drafts)),
        "waiting": waiting,
        "kind": kind,
        "below": below,
        "may_look_below": may_look_below,
        "returned": returned,
        "drafts": drafts,
        "draft_links": workbench.draft_links_for(user),
        "inbox_messages": list(letters[:MESSAGES_SHOWN]),
        "message_count": letters.count(),
        "unread_count": selectors.messages_of(user, unread_only=True).count(),
        "panels": workbench.panels_for(user),
        "shortcuts": workbench.shortcuts_for(user),
        "unit_pages": frozenset(workbench.unit_page_kinds),
        "own_ids": set(selectors.todos_of(user).values_list("pk", flat=True)) if below else None,
    }
    return render(request, "worklist/workbench.html", context)


def _figures(own: selectors.Waiting, returned: int, drafts: int) -> list[Figure]:
    return [
        Figure("已超时", own.late, url="#due-late" if own.late else "", is_bad=bool(own.late)),
        Figure("今日到期", own.today, url="#due-today" if own.today else ""),
        Figure("七日内到期", own.week, url="#due-week" if own.week else ""),
        Figure("退回待改", returned, url="#returned" if returned else ""),
        Figure("草稿", drafts, url="#drafts" if drafts else ""),
    ]


class Snooze(AuthenticatedView, ConfirmView):
    """Put a to-do off, with a reason."""

    form_class = SnoozeForm

    @property
    def todo(self) -> Todo:
        return get_object_or_404(Todo.objects.visible_to(self.request.user).open(), pk=self.kwargs["pk"])

    def confirmation(self) -> Confirmation:
        todo = self.todo
        limit = (
            f"应办时间 {date_format.full_moment(todo.due_at)} 不变，暂缓不能超过它。"
            if todo.due_at
            else "这项没有时限。"
        )
        return Confirmation(
            title="暂缓办理",
            scope=todo.title,
            happens=["这项移到“暂缓中”，到时自动回到原来的位置。", limit, "暂缓理由记入操作日志。"],
            undo="随时可以照常办理，不必先取消暂缓。",
            action="暂缓",
            back_url=reverse("worklist:workbench"),
            back_label="返回工作台",
        )

    def act(self, form: SnoozeForm) -> tuple[str, str]:
        values = form.cleaned_data
        todo = services.snooze(
            todo=self.todo,
            user=self.request.user,
            until=values["until"],
            reason=values["reason"],
        )
        return f"已暂缓至{date_format.moment(values['until'])}：{todo.title}。", reverse("worklist:workbench")


@login_required
@require_POST
def open_message(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark one message read and go where it leads."""
    message = Message.objects.visible_to(request.user).filter(pk=pk).first()
    if message is None:
        raise Http404
    services.mark_read(user=request.user, messages=[message])
    here = url_has_allowed_host_and_scheme(message.url, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(message.url if message.url and here else reverse("worklist:messages"))


@login_required
@require_POST
def read_all(request: AuthenticatedRequest) -> HttpResponse:
    """Mark all messages read."""
    services.mark_read(user=request.user)
    return redirect("worklist:messages")


@login_required
@require_safe
def search_everything(request: AuthenticatedRequest) -> HttpResponse:
    """What the search box of the header finds in every app, only among what the person may see."""
    words = clean_line(request.GET.get("q", ""))[:60]
    return render(request, "worklist/search.html", {"words": words, "groups": search.find(request.user, words)})
