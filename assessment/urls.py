"""URLs of the leader page."""

from django.urls import path

from assessment import views

app_name = "assessment"

urlpatterns = [
    path("leader/", views.leader, name="leader"),
    path("leader/<str:name>.csv", views.table, name="table"),
]
