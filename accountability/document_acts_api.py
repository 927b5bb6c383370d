"""The acts of a letter's document over the API, the same for letters and for further letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.api_requests import ReasonSerializer, RemarkSerializer, valid
from foundation.documents import delivery, freezing, issuing, review, signing
from foundation.documents.docx.rendering import MIME as DOCX
from foundation.documents.models import Document, DocumentRecipient
from foundation.documents.paper_views import docx_response
from foundation.kit.api import EtagMixin, IdempotentMixin
from foundation.kit.errors import DomainError, NotPermitted


class LetterRecipientSerializer(serializers.ModelSerializer[DocumentRecipient]):
    """A unit the letter is for, with its times."""

    organization = serializers.CharField(source="organization.code")
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = DocumentRecipient
        fields = ("organization", "name", "role", "must_acknowledge", "served_at", "acknowledged_at")
        read_only_fields = fields


class AcknowledgeSerializer(serializers.Serializer[Any]):
    """For which unit; may be left out when the caller receives for only one."""

    organization = serializers.CharField(required=False, default="", allow_blank=True)


class DocumentActs(
    EtagMixin, IdempotentMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]
):
    """List, detail and the acts of the document; a subclass says which rows and how they are drafted."""

    def etag_of(self, obj: Any) -> str:
        return f'"{obj.document.version}"'

    def _version(self, request: Request, letter: Any) -> int | None:
        self.expected_version(request, letter)
        return letter.document.version if request.headers.get("If-Match", "*").strip() not in ("", "*") else None

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str | None = None) -> Response:
        """送审."""
        letter = self.get_object()
        version = self._version(request, letter)
        review.submit(user=request.user, document=letter.document, version=version)
        return self._answer(letter)

    @extend_schema(request=RemarkSerializer)
    @action(detail=True, methods=["post"], url_path="pass", url_name="pass")
    def pass_(self, request: Request, pk: str | None = None) -> Response:
        """核稿通过."""
        letter = self.get_object()
        remark = valid(RemarkSerializer, request)["remark"]
        version = self._version(request, letter)
        review.pass_review(user=request.user, document=letter.document, version=version, remark=remark)
        return self._answer(letter)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, pk: str | None = None) -> Response:
        """退回修改, with a reason."""
        letter = self.get_object()
        reason = valid(ReasonSerializer, request)["reason"]
        version = self._version(request, letter)
        review.return_(user=request.user, document=letter.document, version=version, reason=reason)
        return self._answer(letter)

    @extend_schema(request=RemarkSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str | None = None) -> Response:
        """签发; fixes 成文日期. The drafter cannot sign."""
        letter = self.get_object()
        remark = valid(RemarkSerializer, request)["remark"]
        version = self._version(request, letter)
        signing.sign(user=request.user, document=letter.document, version=version, remark=remark)
        return self._answer(letter)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str | None = None) -> Response:
        """印发: takes the number and queues the printing."""
        letter = self.get_object()
        version = self._version(request, letter)
        issuing.issue(user=request.user, document=letter.document, version=version)
        return self._answer(letter)

    @extend_schema(request=AcknowledgeSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str | None = None) -> Response:
        """签收, for the unit named or the only one the caller receives for."""
        letter = self.get_object()
        code = valid(AcknowledgeSerializer, request)["organization"]
        recipient = _own_recipient(request.user, letter.document, code)
        delivery.acknowledge(user=request.user, document=letter.document, recipient=recipient)
        return self._answer(letter)

    @extend_schema(responses={200: OpenApiTypes.BINARY, 202: OpenApiTypes.OBJECT})
    def pdf(self, request: Request, pk: str | None = None) -> Any:
        """The issued bytes; 202 while they are being made, 422 before issue."""
        document = self.get_object().document
        if document.status == Document.Status.ISSUING:
            return Response({"code": "rendering", "message": "正在印制，请稍候。", "fields": {}}, status=202)
        if not document.pdf:
            raise DomainError("not_issued", "公文还没有印发，没有正本。")
        response = HttpResponse(freezing.frozen_bytes(document), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="letter-{document.pk}.pdf"'
        response["ETag"] = f'"{document.pdf_sha256}"'
        return response

    @extend_schema(responses={(200, DOCX): OpenApiTypes.BINARY})
    def docx(self, request: Request, pk: str | None = None) -> Any:
        """The editable copy in any state, for those with ``document.docx``; never the original."""
        return docx_response(request, self.get_object().document)

    def _answer(self, letter: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = self.get_queryset().get(pk=letter.pk)
        return self.with_etag(Response(self.get_serializer(shown).data, status=code), shown)


def _own_recipient(user: Any, document: Document, code: str) -> DocumentRecipient:
    own = user.scope_for("document.acknowledge").organization_ids
    mine = document.recipients.filter(organization_id__in=own)
    if code:
        mine = mine.filter(organization__code=code)
    found = list(mine.order_by("acknowledged_at", "pk")[:2])
    if not found:
        raise NotPermitted("这份公文没有发给您的单位，不能签收。")
    if len(found) > 1 and not code:
        raise DomainError(
            "which_unit", "您代收的单位不止一个，请写明签收单位。", {"organization": "请写签收单位代码。"}
        )
    return found[0]
