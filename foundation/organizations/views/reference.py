"""Pages of reference data: sectors, and all data that the bureau has not confirmed yet."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from foundation.calendar.models import OfficeDeadline
from foundation.common.access import require
from foundation.common.requests import PersonRequest, PersonView
from foundation.organizations import services
from foundation.organizations.forms import FUNCTION_LABELS, SectorForm
from foundation.organizations.models import Organization, Sector
from foundation.ui.navigation import system_tabs


class DictionariesView(PersonView):
    """``/system/dictionaries/``: sectors, the offices' deadlines, and how much of the city's data is 待市局确认."""

    def get(self, request: PersonRequest) -> HttpResponse:
        require(request.user, "reference.manage")
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


class SectorView(PersonView):
    """``/system/dictionaries/sectors/<code>/``"""

    def get(self, request: PersonRequest, code: str) -> HttpResponse:
        require(request.user, "reference.manage")
        sector = get_object_or_404(Sector, code=code)
        initial = {"department_function": sector.department_function, "is_active": sector.is_active}
        return self._page(SectorForm(initial=initial), sector)

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        require(request.user, "reference.manage")
        sector = get_object_or_404(Sector, code=code)
        form = SectorForm(request.POST)
        if not form.is_valid():
            return self._page(form, sector, 422)
        services.confirm_sector(user=request.user, sector=sector, **form.cleaned_data)
        messages.success(request, f"行业领域“{sector.name}”已确认。")
        return HttpResponseRedirect(reverse("organizations:dictionaries"))

    def _page(self, form: SectorForm, sector: Sector, status: int = 200) -> HttpResponse:
        context = {"form": form, "sector": sector, "back": reverse("organizations:dictionaries")}
        return render(self.request, "organizations/sector.html", context, status=status)
