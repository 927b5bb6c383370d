"""``/api/v1/documents/``: every document one may see, notices begun from nothing, and what belongs to one document."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from documents.api.actions import DocumentActs
from documents.api.content import ContentSerializer, changed_content
from documents.api.countersigning import CountersigningActs
from documents.api.drafts import (
    ChangedUnitsSerializer,
    NewDocumentSerializer,
    chosen_units,
    free_kind,
)
from documents.api.register import (
    DocumentKindViewSet,
    NumberSeriesViewSet,
    RegisterViewSet,
    ReservedNumberViewSet,
)
from documents.api.replies import ReplyActs
from documents.api.serializers import DocumentDetailSerializer, DocumentSerializer
from documents.api.versions import VersionActs
from documents.content.builder import content_of
from documents.filters import DocumentApiFilters
from documents.models import Document
from documents.workflow import drafting, new_documents, revocation_letter, selectors
from documents.workflow.revoking import revoking_number
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import text_serializer
from foundation.api.serializers import valid
from foundation.common.access import require


@extend_schema(tags=["documents"])
class DocumentViewSet(CountersigningActs, ReplyActs, VersionActs, DocumentActs):
    """公文: those of every kind, letters too; drafts begun from nothing are made and changed here."""

    request: AuthenticatedApiRequest

    serializer_class = DocumentDetailSerializer
    queryset = Document.objects.none()
    filterset_class = DocumentApiFilters

    def document_of(self, row: Any) -> Document:
        return row

    def get_queryset(self) -> QuerySet[Any]:
        user = self.request.user
        rows: QuerySet[Document] = Document.objects.visible_to(user)
        return (
            rows.select_related("series__issuer", "drafted_by", "signed_by")
            .prefetch_related(Prefetch("recipients", queryset=selectors.recipients_seen_by(user)))
            .annotate(revoked_by=revoking_number())
            .order_by("-issued_at", "-drafted_at", "-pk")
        )

    def get_serializer_class(self) -> type[DocumentSerializer]:
        return DocumentSerializer if self.action == "list" else DocumentDetailSerializer

    @extend_schema(request=NewDocumentSerializer, responses={201: DocumentDetailSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Begin a notice from nothing: kind, title, text, units."""
        require(request.user, "document.draft")
        sent = valid(NewDocumentSerializer, request)
        document = new_documents.begin(
            user=request.user,
            kind=free_kind(sent["kind"]),
            title=sent["title"],
            text=sent["text"],
            units=chosen_units(sent),
            main_recipients=sent["main_recipients"],
        )
        return self.answer(document, status.HTTP_201_CREATED)

    @extend_schema(request=ContentSerializer, responses=DocumentDetailSerializer)
    def partial_update(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """Change the text of a draft; the parts that are sent are replaced, each change is kept as a version."""
        document = self.get_object()
        version = self.expected_version(request, document)
        require(request.user, "document.draft", on=document)
        sent = valid(ContentSerializer, request)
        if not sent:
            raise serializers.ValidationError("请写要改的内容。")
        content = changed_content(content_of(document), sent)
        drafting.save_content(user=request.user, document=document, content=content, version=version)
        return self.answer(document)

    @extend_schema(request=ChangedUnitsSerializer, responses=DocumentDetailSerializer)
    @action(detail=True, methods=["put"])
    def recipients(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """Say anew whom a draft begun from nothing is for; other documents get their units from their matter."""
        document = self.get_object()
        version = self.expected_version(request, document)
        require(request.user, "document.draft", on=document)
        sent = valid(ChangedUnitsSerializer, request)
        new_documents.change_units(
            user=request.user,
            document=document,
            units=chosen_units(sent),
            rewrites=sent["rewrite"],
            version=version,
        )
        return self.answer(document)

    @extend_schema(request=text_serializer("reason"), responses={201: DocumentDetailSerializer})
    @action(detail=True, methods=["post"])
    def revoke(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """Draft the 撤销通知 of a notice that carries no decision, and answer that draft; the notice is revoked when it
        is issued."""
        document = self.get_object()
        self.expected_version(request, document)
        reason = valid(text_serializer("reason"), request)["reason"]
        notice = revocation_letter.draft_revocation(user=request.user, document=document, reason=reason)
        return self.answer(notice, status.HTTP_201_CREATED)


#: A file's address has no slash at its end, which the router would add.
file_urls = [
    path("api/v1/documents/<int:pk>/document.pdf", DocumentViewSet.as_view({"get": "pdf"}), name="api_pdf"),
    path("api/v1/documents/<int:pk>/document.docx", DocumentViewSet.as_view({"get": "docx"}), name="api_docx"),
]


def register(router: BaseRouter) -> None:
    """Called by ``yiyang_ems.urls``."""
    router.register("documents", DocumentViewSet, basename="document")
    router.register("document-register", RegisterViewSet, basename="document-register")
    router.register("number-series", NumberSeriesViewSet, basename="number-series")
    router.register("document-kinds", DocumentKindViewSet, basename="document-kind")
    router.register("reserved-numbers", ReservedNumberViewSet, basename="reserved-number")
