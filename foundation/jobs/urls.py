"""Addresses of the download centre."""

from django.urls import path

from foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("downloads/", views.DownloadList.as_view(), name="list"),
    path("downloads/<int:pk>/file/", views.download, name="file"),
    path("downloads/<int:pk>/cancel/", views.CancelView.as_view(), name="cancel"),
    path("downloads/<int:pk>/retry/", views.RetryView.as_view(), name="retry"),
]
