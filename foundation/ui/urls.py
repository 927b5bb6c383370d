"""Addresses of a person's saved views."""

from django.urls import path

from foundation.ui import saved_view_pages as pages

app_name = "ui"
urlpatterns = [
    path("views/", pages.list_views, name="views"),
    path("views/save/", pages.SaveView.as_view(), name="save-view"),
    path("views/<int:pk>/rename/", pages.RenameView.as_view(), name="rename-view"),
    path("views/<int:pk>/delete/", pages.DeleteView.as_view(), name="delete-view"),
]
