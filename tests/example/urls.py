"""Addresses of patrols."""

from django.urls import path

from tests.example import views

app_name = "example"
urlpatterns = [
    path("patrols/", views.PatrolList.as_view(), name="patrols"),
    path("patrols/<int:pk>/", views.detail, name="patrol"),
    path("patrols/<int:pk>/close/", views.ClosePatrol.as_view(), name="close"),
]
