"""The kept texts of a document over the API: the list, one of them, an earlier one restored."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from documents.api.content import ShownContentSerializer, content_shown
from documents.models import Document, DocumentVersion
from documents.typesetting.content.blocks import ContentError
from documents.typesetting.content.reading import content_from_dict
from documents.workflow import drafting
from documents.workflow.selectors import require_office
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.common.errors import DomainError, ErrorCode

NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH, description="版次")


class VersionSerializer(serializers.ModelSerializer[DocumentVersion]):
    """A kept text: when and by whom it was saved (null: the system)."""

    saved_by = serializers.CharField(source="saved_by.name", default=None, allow_null=True)

    class Meta:
        model = DocumentVersion
        fields = ("version", "title", "saved_at", "saved_by")
        read_only_fields = fields


class VersionDetailSerializer(VersionSerializer):
    """The same with its text."""

    content = serializers.SerializerMethodField()

    class Meta:
        model = DocumentVersion
        fields: tuple[str, ...] = (*VersionSerializer.Meta.fields, "content")
        read_only_fields = fields

    @extend_schema_field(ShownContentSerializer)
    def get_content(self, kept: DocumentVersion) -> dict[str, Any]:
        try:
            return content_shown(content_from_dict(kept.content))
        except ContentError as error:
            raise DomainError(ErrorCode.UNREADABLE_VERSION, "这一稿的格式已经不用，读不出来。") from error


class VersionActs:
    """The part of the documents' API about kept texts; mixed into a viewset of documents. Inside the office only."""

    @extend_schema(responses=VersionSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def versions(self: Any, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """The kept texts, newest first."""
        rows = _kept(request.user, self.get_object()).defer("content").order_by("-version")
        return Response(VersionSerializer(rows, many=True).data)

    @extend_schema(parameters=[NUMBER], responses=VersionDetailSerializer)
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<number>\d{1,9})", url_name="version")
    def version(self: Any, request: AuthenticatedApiRequest, pk: str | None = None, number: str = "") -> Response:
        """One kept text."""
        kept = get_object_or_404(_kept(request.user, self.get_object()), version=number)
        return Response(VersionDetailSerializer(kept).data)

    @extend_schema(parameters=[NUMBER], request=None)
    @action(detail=True, methods=["post"], url_path=r"versions/(?P<number>\d{1,9})/restore", url_name="restore")
    def restore(self: Any, request: AuthenticatedApiRequest, pk: str | None = None, number: str = "") -> Response:
        """Make an earlier text the text of the draft again, as a new version."""
        document = self.get_object()
        version = self.expected_version(request, document)
        if not _kept(request.user, document).filter(version=number).exists():
            raise Http404
        drafting.restore_version(user=request.user, document=document, number=int(number), version=version)
        return self.answer(document)


def _kept(user: User, document: Document) -> Any:
    require_office(user, "历史版本")
    return document.versions.select_related("saved_by")
