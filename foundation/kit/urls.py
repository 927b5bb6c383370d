"""The page of components."""

from django.urls import path

from foundation.kit import look

app_name = "kit"
urlpatterns = [
    path("_look/", look.look, name="look"),
    path("_look/confirm/", look.look_confirm, name="look-confirm"),
]
