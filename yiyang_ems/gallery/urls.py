"""Addresses of the page of components; included by the tests only."""

from django.urls import path

from yiyang_ems.gallery import views

app_name = "gallery"
urlpatterns = [
    path("_look/", views.look, name="look"),
    path("_look/confirm/", views.look_confirm, name="look-confirm"),
]
