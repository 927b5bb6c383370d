"""Pages of a person's saved views: keep one, all of them, another name, delete."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.common.errors import DomainError, NotPermitted
from foundation.common.requests import PersonRequest, PersonView
from foundation.ui import services
from foundation.ui.confirm import Confirmation, ConfirmView
from foundation.ui.forms import BaseForm, LineField
from foundation.ui.models import SavedView


class NameForm(BaseForm):
    name = LineField(label="视图名称", max_length=services.LONGEST_NAME)


class SaveForm(NameForm):
    list_name = forms.CharField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False)


class SaveView(PersonView):
    """Answers the small form of a list's toolbar; comes back to the list as it was shown."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("ui:views"))

    def post(self, request: PersonRequest) -> HttpResponse:
        form = SaveForm(request.POST)
        back = _list_address(request.POST.get("list_name", ""), request.POST.get("query", ""))
        if form.is_valid():
            try:
                view = services.save_view(user=request.user, **form.cleaned_data)
            except NotPermitted:
                raise
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"已存为视图“{view.name}”，在“视图”里点它就照此列出。只有您自己看得到。")
                return HttpResponseRedirect(_list_address(view.list_name, view.query))
        context = {"form": form, "heading": "保存视图", "button": "保存视图", "back": back, "action": request.path}
        return render(request, "ui/saved_view_form.html", context, status=422)


@login_required
@require_safe
def list_views(request: PersonRequest) -> HttpResponse:
    """All views of the person, list by list; those of a list that is no more stand last and can only be deleted."""
    groups: dict[str, list[SavedView]] = {}
    for view in SavedView.objects.visible_to(request.user):
        groups.setdefault(view.list_name, []).append(view)
    shown = [
        {
            "anchor": list_name.replace(":", ""),
            "title": found.title if (found := services.list_class(list_name)) else "已停用的列表",
            "url": _list_address(list_name, "") if found else "",
            "views": views,
        }
        for list_name, views in groups.items()
    ]
    return render(request, "ui/saved_views.html", {"groups": shown, "most": services.MOST_VIEWS})


class RenameView(PersonView):
    """Another name for an own view."""

    def get(self, request: PersonRequest, pk: int) -> HttpResponse:
        view = _own(request, pk)
        return self._page(NameForm(initial={"name": view.name}), view)

    def post(self, request: PersonRequest, pk: int) -> HttpResponse:
        view = _own(request, pk)
        form = NameForm(request.POST)
        if form.is_valid():
            try:
                name = services.rename_view(user=request.user, view=view, **form.cleaned_data).name
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"视图已改名为“{name}”。")
                return HttpResponseRedirect(reverse("ui:views"))
        return self._page(form, view, 422)

    def _page(self, form: NameForm, view: SavedView, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "heading": f"视图“{view.name}”改名",
            "button": "改名",
            "back": reverse("ui:views"),
            "action": self.request.path,
        }
        return render(self.request, "ui/saved_view_form.html", context, status=status)


class DeleteView(ConfirmView):
    """Delete an own view."""

    def confirmation(self) -> Confirmation:
        view = _own(self.request, self.kwargs["pk"])
        return Confirmation(
            title="删除视图",
            scope=view.name,
            happens=["这个视图从您的列表里去掉。", "列表里的数据不动。"],
            undo="不能。需要时在列表里按同样的条件再存一个。",
            action="删除视图",
            back_url=reverse("ui:views"),
            back_label="返回",
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        view = _own(self.request, self.kwargs["pk"])
        services.delete_view(user=self.request.user, view=view)
        return f"视图“{view.name}”已删除。", reverse("ui:views")


def _own(request: PersonRequest, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _list_address(list_name: str, query: str) -> str:
    """The list with ``query``; the page of views when there is no such list."""
    if services.list_class(list_name) is None:
        return reverse("ui:views")
    path = reverse(list_name)
    return f"{path}?{query}" if query else path
