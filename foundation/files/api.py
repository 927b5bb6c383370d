"""``/api/v1/files/{id}/``: a file's bytes, for whoever sees its owner."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.routers import BaseRouter

from foundation.files.models import Attachment
from foundation.files.views import file_response


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """A file as a list of files shows it; its bytes are at ``files/{id}/``."""

    purpose_label = serializers.CharField(read_only=True)

    class Meta:
        model = Attachment
        fields = ("id", "name", "purpose", "purpose_label", "content_type", "size", "sha256", "uploaded_at")
        read_only_fields = fields


class FileViewSet(viewsets.GenericViewSet[Attachment]):
    """附件"""

    queryset = Attachment.objects.none()
    serializer_class = AttachmentSerializer
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Attachment]:
        return Attachment.objects.visible_to(self.request.user)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def retrieve(self, request: Request, pk: str | None = None) -> Any:
        """The bytes, always as an attachment."""
        return file_response(self.get_object())


def register(router: BaseRouter) -> None:
    """Called by ``yiyang_ems.urls``."""
    router.register("files", FileViewSet, basename="file")
