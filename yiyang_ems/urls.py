"""Every address of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

import accidents.api
import accountability.api
import assessment.api
import foundation.documents.api
import foundation.files.api
import foundation.organizations.api
from yiyang_ems import health
from yiyang_ems.views import FirstAdminView

handler400 = "foundation.kit.error_answers.bad_request"
handler404 = "foundation.kit.error_answers.not_found"
handler500 = "foundation.kit.error_answers.failed"

router = DefaultRouter()
router.include_format_suffixes = False  # one address for one thing
foundation.organizations.api.register(router)
foundation.files.api.register(router)
foundation.documents.api.register(router)
accidents.api.register(router)
accountability.api.register(router)
assessment.api.register(router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("foundation.inbox.urls")),
    path("", include("foundation.organizations.urls")),
    path("", include("foundation.journal.urls")),
    path("", include("foundation.files.urls")),
    path("", include("foundation.documents.urls")),
    path("", include("accidents.urls")),
    path("", include("accountability.urls")),
    path("", include("assessment.urls")),
    *foundation.documents.api.file_urls,
    path("api/v1/", include((router.urls, "api"))),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/full", health.full, name="health-full"),
    path("setup/<str:secret>/", FirstAdminView.as_view(), name="first-admin"),
]
