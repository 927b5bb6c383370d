"""The portal's addresses with those of the example; of a real app these lines stand in ``yiyang_ems/urls.py``."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

import tests.example.api
from yiyang_ems.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

router = DefaultRouter()
tests.example.api.register(router)
urlpatterns = [
    *urlpatterns,
    path("", include("tests.example.urls")),
    path("api/v1/", include((router.urls, "example-api"))),
]
