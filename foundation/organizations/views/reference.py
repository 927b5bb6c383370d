"""Pages of reference data: sectors, and all data that the bureau has not confirmed yet."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from foundation.calendar.models import OfficeDeadline
from foundation.common.access import require
from foundation.common.requests import PersonRequest, PersonView
from foundation.organizations import services
from foundation.organizations.actions import SECTOR_ACTIONS
from foundation.organizations.forms import FUNCTION_LABELS, SectorForm
from foundation.organizations.models import Organization, Sector
from foundation.ui.actions import ActionFormView
from foundation.ui.navigation import system_tabs


class DictionariesView(PersonView):
    """``/system/dictionaries/``: sectors, the offices' deadlines, and how much of the city's data is 待市局确认."""

    def get(self, request: PersonRequest) -> HttpResponse:
        require(request.user, SECTOR_ACTIONS["confirm"].permission)
        sectors = [
            (sector, FUNCTION_LABELS.get(sector.department_function, "") if sector.department_function else "")
            for sector in Sector.objects.visible_to(request.user)
        ]
        kinds = Counter(
            Organization.objects.filter(needs_confirmation=True, is_active=True).values_list("kind", flat=True)
        )
        waiting = [(kind, label, kinds[kind]) for kind, label in Organization.Kind.choices if kinds[kind]]
        context = {
            "sectors": sectors,
            "deadlines": OfficeDeadline.objects.visible_to(request.user),
            "waiting": waiting,
            "tabs": system_tabs(request),
        }
        return render(request, "organizations/dictionaries.html", context)


class SectorView(ActionFormView):
    """``/system/dictionaries/sectors/<code>/``"""

    table = SECTOR_ACTIONS
    code = "confirm"
    form_class = SectorForm
    template_name = "organizations/sector.html"

    def get_object(self) -> Sector:
        return get_object_or_404(Sector.objects.visible_to(self.request.user), code=self.kwargs["code"])

    def initial(self) -> dict[str, Any]:
        return {"department_function": self.object.department_function, "is_active": self.object.is_active}

    def act(self, form: SectorForm) -> tuple[str, str]:
        sector = services.confirm_sector(user=self.request.user, sector=self.object, **form.cleaned_data)
        return f"行业领域“{sector.name}”已确认。", reverse("organizations:dictionaries")

    def page_context(self) -> dict[str, Any]:
        return {"sector": self.object, "back": reverse("organizations:dictionaries")}
