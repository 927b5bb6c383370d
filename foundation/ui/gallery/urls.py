"""Addresses of the page of components; included by the tests only."""

from django.urls import path

from foundation.ui.gallery import views as gallery

app_name = "gallery"
urlpatterns = [
    path("_look/", gallery.look, name="look"),
    path("_look/confirm/", gallery.look_confirm, name="look-confirm"),
]
