"""``/api/v1/jobs/``: a person's own jobs and their files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import ActionMixin, action_endpoint
from foundation.api.idempotency import IdempotentMixin
from foundation.api.pagination import Page
from foundation.common.access import require
from foundation.files.views import stored_file_response
from foundation.jobs import services
from foundation.jobs.actions import JOB_ACTIONS
from foundation.jobs.filters import JobFilters
from foundation.jobs.models import PERMISSION, Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """A job. Its file is at ``jobs/{id}/download/`` while ``has_file`` is true."""

    has_file = serializers.BooleanField(read_only=True)

    class Meta:
        model = Job
        fields = (
            "id",
            "kind",
            "name",
            "status",
            "message",
            "done",
            "total",
            "word",
            "is_cancel_asked",
            "created_at",
            "started_at",
            "ended_at",
            "has_file",
            "file_name",
            "content_type",
            "size",
            "sha256",
            "expires_at",
            "version",
        )
        read_only_fields = fields


@extend_schema(tags=["jobs"])
class JobViewSet(IdempotentMixin, ActionMixin, viewsets.GenericViewSet[Job]):
    """后台任务: list, one, cancel, start again, download."""

    queryset = Job.objects.none()
    serializer_class = JobSerializer
    pagination_class = Page
    filterset_class = JobFilters
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.request.user)

    def list(self, request: AuthenticatedApiRequest) -> Response:
        require(request.user, PERMISSION)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(JobSerializer(page, many=True).data)

    cancel = action_endpoint(JOB_ACTIONS["cancel"], services.cancel, subject="job")
    retry = action_endpoint(JOB_ACTIONS["retry"], services.retry, subject="job")

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def download(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Any:
        """The bytes, always as an attachment; the rights are checked again and the download is recorded."""
        job = services.fetch_file(user=request.user, job=self.get_object())
        return stored_file_response(job.file, name=job.file_name, content_type=job.content_type)


def register(router: BaseRouter) -> None:
    """Called by ``yiyang_ems.urls``."""
    router.register("jobs", JobViewSet, basename="job")
