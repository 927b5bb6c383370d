"""Pages of units: list, add, correct, confirm, open, close."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.audit.selectors import history_of
from foundation.organizations import services
from foundation.organizations.actions import UNIT_ACTIONS, state_of
from foundation.organizations.filters import OrganizationFilters
from foundation.organizations.forms import NewOrganizationForm, OrganizationForm
from foundation.organizations.models import Organization
from foundation.organizations.tables import UNIT_COLUMNS
from foundation.ui.actions import ActionForm, ActionFormView, ActionPage, ActionView
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


class NewUnitView(ActionFormView):
    """``/system/organizations/new/``"""

    table = UNIT_ACTIONS
    code = "create"
    form_class = NewOrganizationForm
    template_name = "organizations/unit_form.html"

    def initial(self) -> dict[str, Any]:
        return {"kind": "county_department"}

    def act(self, form: NewOrganizationForm) -> tuple[str, str]:
        given = form.cleaned_data
        unit = services.create_organization(
            user=self.request.user, code=given["code"], kind=given["kind"], division=given["division"], **_fields(given)
        )
        return f"机构“{unit.name}”已建好。", reverse("organizations:unit", args=[unit.code])

    def page_context(self) -> dict[str, Any]:
        return {"heading": "新建机构", "back": reverse("organizations:units")}


class OneUnit(ActionPage):
    """A declared action on the unit of the URL."""

    table = UNIT_ACTIONS

    def get_object(self) -> Organization:
        return get_object_or_404(Organization.objects.visible_to(self.request.user), code=self.kwargs["code"])

    def state_of(self, obj: Organization) -> str:
        return state_of(obj)


class UnitView(OneUnit, ActionFormView):
    """``/system/organizations/<code>/``: one unit, to be corrected and confirmed."""

    code = "edit"
    form_class = OrganizationForm
    template_name = "organizations/unit_form.html"

    def initial(self) -> dict[str, Any]:
        unit = self.object
        values = {field: getattr(unit, field) for field in FIELDS}
        return values | {"received_by": unit.received_by_id, "is_confirmed": not unit.needs_confirmation}

    def act(self, form: OrganizationForm) -> tuple[str, str]:
        unit = services.update_organization(
            user=self.request.user, organization=self.object, **_fields(form.cleaned_data)
        )
        return f"机构“{unit.name}”已改。以后的公文用新名称，已印发的不变。", reverse("organizations:units")

    def page_context(self) -> dict[str, Any]:
        unit: Organization = self.object
        return {
            "unit": unit,
            "heading": unit.name,
            "back": reverse("organizations:units"),
            "actions": UNIT_ACTIONS.offered(self.request.user, unit, state=state_of(unit), key=unit.code),
            "history": history_of(unit)[:20],
        }


class UnitStateView(OneUnit, ActionView):
    """The confirm page of closing a unit or reopening it."""

    is_active: bool

    def object_url(self) -> str:
        return reverse("organizations:unit", args=[self.object.code])

    def ask(self, happens: str, undo: str) -> Confirmation:
        return Confirmation(
            title=f"{self.action.label} {self.object.name}",
            happens=[happens],
            undo=undo,
            action=f"确认{self.action.button}",
            back_url=self.object_url(),
            back_label="返回",
            is_danger=self.action.is_danger,
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        unit = services.set_organization_active(
            user=self.request.user, organization=self.object, is_active=self.is_active
        )
        return f"机构“{unit.name}”已{self.action.button}。", reverse("organizations:units")


class CloseUnitView(UnitStateView):
    """``/system/organizations/<code>/close/``"""

    code = "close"
    is_active = False

    def confirmation(self) -> Confirmation:
        return self.ask("以后不能再选它作主管部门、收文单位或所属机构；已有的记录不变。", "可以重新启用。")


class ReopenUnitView(UnitStateView):
    """``/system/organizations/<code>/reopen/``"""

    code = "reopen"
    is_active = True

    def confirmation(self) -> Confirmation:
        return self.ask("以后可以再选用。", "可以再停用。")


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the services take of a form's values."""
    return {field: given[field] for field in FIELDS} | {"needs_confirmation": not given["is_confirmed"]}
