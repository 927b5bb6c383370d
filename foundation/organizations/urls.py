"""URLs of units, sectors and the dictionaries to be confirmed."""

from __future__ import annotations

from django.urls import path

from foundation.organizations.views import reference, units

app_name = "organizations"
urlpatterns = [
    path("system/organizations/", units.UnitListView.as_view(), name="units"),
    path("system/organizations/new/", units.NewUnitView.as_view(), name="new-unit"),
    path("system/organizations/<slug:code>/", units.UnitView.as_view(), name="unit"),
    path("system/organizations/<slug:code>/close/", units.CloseUnitView.as_view(), name="close-unit"),
    path("system/organizations/<slug:code>/reopen/", units.ReopenUnitView.as_view(), name="reopen-unit"),
    path("system/dictionaries/", reference.DictionariesView.as_view(), name="dictionaries"),
    path("system/dictionaries/sectors/<slug:code>/", reference.SectorView.as_view(), name="sector"),
]
