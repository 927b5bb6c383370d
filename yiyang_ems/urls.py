"""Every address of the portal."""

from __future__ import annotations

import importlib.util
from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from yiyang_ems import health
from yiyang_ems.views import FirstAdminView

APPS_WITH_PAGES = [
    "foundation.organizations",
    "foundation.journal",
    "foundation.files",
    "foundation.inbox",
    "foundation.documents",
    "accidents",
    "accountability",
    "assessment",
]
APPS_WITH_API = ["foundation.organizations", "foundation.documents", "accidents", "accountability", "assessment"]


def _exists(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


router = DefaultRouter()
for app in APPS_WITH_API:
    if _exists(f"{app}.api"):
        import_module(f"{app}.api").register(router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/full", health.full, name="health-full"),
    path("setup/<str:secret>/", FirstAdminView.as_view(), name="first-admin"),
    path("api/v1/", include((router.urls, "api"))),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
]
for app in APPS_WITH_PAGES:
    if _exists(f"{app}.urls"):
        urlpatterns.append(path("", include(f"{app}.urls")))
if settings.DEBUG:
    urlpatterns.append(path("", include("foundation.kit.urls")))
