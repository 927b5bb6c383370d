"""Pages of units: list, add, correct, confirm, open, close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from foundation.audit.selectors import history_of
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.requests import PersonRequest, PersonView
from foundation.organizations import services
from foundation.organizations.actions import UNIT_ACTIONS, state_of
from foundation.organizations.filters import OrganizationFilters
from foundation.organizations.forms import NewOrganizationForm, OrganizationForm
from foundation.organizations.models import Division, Organization
from foundation.organizations.tables import UNIT_COLUMNS
from foundation.ui.actions import ActionView
from foundation.ui.confirm import Confirmation
from foundation.ui.lists import ListPage
from foundation.ui.navigation import system_tabs

FIELDS = ("name", "short_name", "function", "is_supervising", "received_by", "basis")


class UnitListView(ListPage):
    """``/system/organizations/``"""

    model = Organization
    act = "organization.manage"
    title, noun = "机构", "个"
    filterset_class = OrganizationFilters
    template_name = "organizations/units.html"
    default_order = ("division_id", "order", "name_key")
    columns = UNIT_COLUMNS

    def rows(self) -> QuerySet[Organization]:
        return super().rows().select_related("received_by")

    def row_class(self, row: Organization) -> str:
        return "" if row.is_active else "is-muted"

    def page_context(self) -> dict[str, Any]:
        return {"tabs": system_tabs(self.request)}


class NewUnitView(PersonView):
    """``/system/organizations/new/``"""

    def get(self, request: PersonRequest) -> HttpResponse:
        require(request.user, "organization.manage")
        return self._page(NewOrganizationForm(initial={"kind": "county_department"}))

    def post(self, request: PersonRequest) -> HttpResponse:
        require(request.user, "organization.manage")
        form = NewOrganizationForm(request.POST)
        if form.is_valid():
            try:
                unit = self._create(form.cleaned_data)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"机构“{unit.name}”已建好。")
                return HttpResponseRedirect(reverse("organizations:unit", args=[unit.code]))
        return self._page(form, 422)

    def _create(self, given: dict[str, Any]) -> Organization:
        division = Division.objects.filter(code=given["division"]).first()
        if division is None:
            raise DomainError(ErrorCode.NO_PLACE, "没有这个区划代码。", {"division": "没有这个区划代码，请核对。"})
        return services.create_organization(
            user=self.request.user,
            code=given["code"],
            kind=given["kind"],
            division=division,
            needs_confirmation=not given["is_confirmed"],
            **{field: given[field] for field in FIELDS},
        )

    def _page(self, form: NewOrganizationForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "heading": "新建机构", "back": reverse("organizations:units")}
        return render(self.request, "organizations/unit_form.html", context, status=status)


class UnitView(PersonView):
    """``/system/organizations/<code>/``: one unit, to be corrected and confirmed."""

    def get(self, request: PersonRequest, code: str) -> HttpResponse:
        require(request.user, "organization.manage")
        unit = self._unit()
        initial = {field: getattr(unit, field) for field in FIELDS} | {"received_by": unit.received_by_id}
        return self._page(OrganizationForm(initial=initial | {"is_confirmed": not unit.needs_confirmation}), unit)

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        require(request.user, "organization.manage")
        unit = self._unit()
        form = OrganizationForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                services.update_organization(
                    user=request.user,
                    organization=unit,
                    needs_confirmation=not given["is_confirmed"],
                    **{field: given[field] for field in FIELDS},
                )
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"机构“{given['name']}”已改。以后的公文用新名称，已印发的不变。")
                return HttpResponseRedirect(reverse("organizations:units"))
        return self._page(form, unit, 422)

    def _unit(self) -> Organization:
        return get_object_or_404(Organization.objects.visible_to(self.request.user), code=self.kwargs["code"])

    def _page(self, form: OrganizationForm, unit: Organization, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "unit": unit,
            "heading": unit.name,
            "back": reverse("organizations:units"),
            "history": history_of(unit)[:20],
        }
        return render(self.request, "organizations/unit_form.html", context, status=status)


class ToggleUnitView(ActionView):
    """``/system/organizations/<code>/toggle/``: close a unit or reopen it, whichever its state allows."""

    table = UNIT_ACTIONS

    def get_object(self) -> Organization:
        return get_object_or_404(Organization.objects.visible_to(self.request.user), code=self.kwargs["code"])

    @property
    def action(self) -> Action:
        return self.table["close" if self.object.is_active else "reopen"]

    def state_of(self, obj: Organization) -> str:
        return state_of(obj)

    def confirmation(self) -> Confirmation:
        unit = self.object
        closing = unit.is_active
        return Confirmation(
            title=f"{'停用' if closing else '启用'}机构 {unit.name}",
            happens=["以后不能再选它作主管部门、收文单位或所属机构；已有的记录不变。"]
            if closing
            else ["以后可以再选用。"],
            undo="可以重新启用。" if closing else "可以再停用。",
            action="确认停用" if closing else "确认启用",
            back_url=reverse("organizations:unit", args=[unit.code]),
            back_label="返回",
            is_danger=self.action.is_danger,
        )

    def act(self, form: Any) -> tuple[str, str]:
        unit = services.set_organization_active(
            user=self.request.user,
            organization=self.object,
            is_active=not self.object.is_active,
        )
        return f"机构“{unit.name}”已{'启用' if unit.is_active else '停用'}。", reverse("organizations:units")
