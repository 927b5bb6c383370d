"""Addresses of the journal."""

from __future__ import annotations

from django.urls import path

from foundation.journal.views import EventListView

app_name = "journal"
urlpatterns = [path("journal/", EventListView.as_view(), name="events")]
