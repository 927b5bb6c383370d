"""All URLs of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

import accidents.api.viewsets
import accountability.api.decisions
import assessment.api
import documents.api.documents
import foundation.files.api
import foundation.jobs.api
import foundation.organizations.api
from yiyang_ems import health
from yiyang_ems.views import FirstAdminView

handler400 = "foundation.ui.errors.views.bad_request"
handler404 = "foundation.ui.errors.views.not_found"
handler500 = "foundation.ui.errors.views.failed"

router = DefaultRouter()
router.include_format_suffixes = False  # one URL for one page
foundation.organizations.api.register(router)
foundation.files.api.register(router)
foundation.jobs.api.register(router)
documents.api.documents.register(router)
accidents.api.viewsets.register(router)
accountability.api.decisions.register(router)
assessment.api.register(router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("foundation.worklist.urls")),
    path("", include("foundation.ui.urls")),
    path("", include("foundation.accounts.urls")),
    path("", include("foundation.organizations.urls")),
    path("", include("foundation.calendar.urls")),
    path("", include("foundation.audit.urls")),
    path("", include("foundation.files.urls")),
    path("", include("foundation.jobs.urls")),
    path("", include("documents.urls")),
    path("", include("accidents.urls")),
    path("", include("accountability.urls")),
    path("", include("assessment.urls")),
    *documents.api.documents.file_urls,
    path("api/v1/", include((router.urls, "api"))),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/full", health.full, name="health-full"),
    path("setup/<str:secret>/", FirstAdminView.as_view(), name="first-admin"),
]
