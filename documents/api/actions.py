"""The actions of a document's life over the API: the same for documents and for whatever carries one (letters)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from documents.actions import DOCUMENT_ACTIONS, RECEIPT_ACTIONS
from documents.api.recipients import UnitSerializer, recipient_for
from documents.docx.rendering import MIME as DOCX
from documents.models import Document, ReservedNumber
from documents.responses import RETRY_AFTER, docx_response, pdf_response
from documents.workflow import (
    delivery,
    issuing,
    review,
    signing,
    voiding,
)
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import ActionMixin, action_endpoint
from foundation.api.idempotency import IdempotentMixin
from foundation.api.serializers import valid
from foundation.common.errors import DomainError, ErrorCode


class IssueSerializer(serializers.Serializer[Any]):
    """The next number is taken unless ``reserved`` names one that was kept (its id)."""

    reserved = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)


class PaperReceiptSerializer(serializers.Serializer[Any]):
    """A receipt signed on paper: by whom, on which day, and its scan or why there is none."""

    organization = serializers.CharField(max_length=40)
    signer = serializers.CharField(max_length=60)
    on = serializers.DateField()
    scan = serializers.FileField(required=False, allow_null=True, default=None)
    no_scan_reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)


class DocumentActs(
    ActionMixin, IdempotentMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]
):
    """List, detail and the actions of the document; a subclass says which rows and how they are drafted.

    Every action answers the row as it then stands, with the ETag of its document.
    """

    request: AuthenticatedApiRequest
    lookup_value_regex = r"\d{1,18}"

    def document_of(self, row: Any) -> Document:
        """The document of a row."""
        return row.document

    def version_of(self, obj: Any) -> int:
        """The version is the document's."""
        return int(self.document_of(obj).version)

    submit = action_endpoint(DOCUMENT_ACTIONS["submit"], review.submit, subject="document")
    pass_ = action_endpoint(
        DOCUMENT_ACTIONS["pass"],
        review.pass_review,
        subject="document",
        description="核稿通过. The drafter cannot review.",
    )
    return_ = action_endpoint(
        DOCUMENT_ACTIONS["return"], review.return_, subject="document", description="退回修改, with a reason."
    )
    sign = action_endpoint(
        DOCUMENT_ACTIONS["sign"],
        signing.sign,
        subject="document",
        description="签发; fixes 成文日期. The drafter cannot sign.",
    )
    withdraw = action_endpoint(
        DOCUMENT_ACTIONS["withdraw"],
        voiding.withdraw_draft,
        subject="document",
        description="作废文稿: end a draft that has no number yet, with a reason.",
    )
    void = action_endpoint(
        DOCUMENT_ACTIONS["void"],
        voiding.void_number,
        subject="document",
        description="作废文号 of a document that cannot be printed; the register keeps the number with the reason.",
    )

    @extend_schema(request=IssueSerializer)
    @action(detail=True, methods=["post"])
    def issue(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """印发: takes the number, the next one or one that was reserved, and queues the printing."""
        row = self.get_object()
        version = self.expected_version(request, row)
        reserved = _reserved(request)
        issuing.issue(user=request.user, document=self.document_of(row), version=version, reserved=reserved)
        return self.answer(row)

    @extend_schema(request=UnitSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """签收, for the unit named or the only one the caller receives for."""
        row = self.get_object()
        code = valid(UnitSerializer, request)["organization"]
        recipient = recipient_for(request.user, self.document_of(row), RECEIPT_ACTIONS["acknowledge"].permission, code)
        delivery.acknowledge(user=request.user, document=self.document_of(row), recipient=recipient)
        return self.answer(row)

    @extend_schema(request=PaperReceiptSerializer)
    @action(detail=True, methods=["post"], url_path="acknowledge-paper", url_name="acknowledge-paper")
    def acknowledge_paper(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """登记纸质签收 for a unit, with the scan of the signed receipt (multipart) or the reason why there is none."""
        row = self.get_object()
        values = valid(PaperReceiptSerializer, request)
        recipient = recipient_for(
            request.user,
            self.document_of(row),
            RECEIPT_ACTIONS["acknowledge_paper"].permission,
            values.pop("organization"),
        )
        delivery.acknowledge_on_paper(user=request.user, recipient=recipient, **values)
        return self.answer(row)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY, 202: OpenApiTypes.OBJECT})
    def pdf(self, request: Request, pk: str | None = None) -> Any:
        """The issued bytes; 202 while they are being made, 422 before issue."""
        document = self.document_of(self.get_object())
        if document.status != Document.Status.ISSUING:
            return pdf_response(document)
        unfinished = {"code": "rendering", "message": "正在印制，请稍候。", "fields": {}}
        return Response(unfinished, status=202, headers={"Retry-After": RETRY_AFTER})

    @extend_schema(responses={(200, DOCX): OpenApiTypes.BINARY})
    def docx(self, request: Request, pk: str | None = None) -> Any:
        """The editable copy in any state, for those with ``document.docx``; never the original."""
        return docx_response(self.request.user, self.document_of(self.get_object()))


def _reserved(request: AuthenticatedApiRequest) -> ReservedNumber | None:
    key = valid(IssueSerializer, request)["reserved"]
    if key is None:
        return None
    found: ReservedNumber | None = ReservedNumber.objects.visible_to(request.user).filter(pk=key).first()
    if found is None:
        raise DomainError(ErrorCode.NOT_FOUND, "没有这个预留文号。", {"reserved": "没有这个预留文号。"})
    return found
