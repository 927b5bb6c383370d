"""URLs of the journal."""

from __future__ import annotations

from django.urls import path

from foundation.audit.views import EventListView

app_name = "audit"
urlpatterns = [path("journal/", EventListView.as_view(), name="events")]
