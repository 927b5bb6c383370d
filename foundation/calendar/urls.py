"""URLs of the holiday table and of office deadlines."""

from __future__ import annotations

from django.urls import path

from foundation.calendar import views

app_name = "calendar"
urlpatterns = [
    path("system/holidays/", views.HolidaysView.as_view(), name="holidays"),
    path("system/holidays/<slug:day>/remove/", views.RemoveHolidayView.as_view(), name="remove-holiday"),
    path("system/dictionaries/deadlines/<slug:kind>/", views.DeadlineView.as_view(), name="deadline"),
]
