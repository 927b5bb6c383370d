"""发文登记簿, series of numbers, kinds of document and reserved numbers over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from documents.filters import RegisterFilters, ReservedNumberFilters
from documents.models import (
    DocumentKind,
    NumberSeries,
    RegisterEntry,
    ReservedNumber,
)
from documents.numbering import reservations
from documents.register import book
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import text_serializer
from foundation.api.idempotency import IdempotentMixin
from foundation.api.serializers import valid
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode


class NumberSeriesSerializer(serializers.ModelSerializer[NumberSeries]):
    """A series of document numbers: who issues under which 机关代字, in which form."""

    issuer = serializers.CharField(source="issuer.code")

    class Meta:
        model = NumberSeries
        fields = ("code", "name", "agency_code", "issuer", "issuer_mark", "form", "needs_confirmation", "basis")
        read_only_fields = fields


class DocumentKindSerializer(serializers.ModelSerializer[DocumentKind]):
    """A kind of document; ``is_free`` ones may be begun from nothing."""

    series = serializers.CharField(source="series_id")

    class Meta:
        model = DocumentKind
        fields = ("code", "label", "series", "is_upward", "is_free", "needs_confirmation", "basis")
        read_only_fields = fields


class NumberSeriesViewSet(viewsets.ReadOnlyModelViewSet[NumberSeries]):
    """文号序列"""

    queryset = NumberSeries.objects.none()
    serializer_class = NumberSeriesSerializer
    lookup_field = "code"
    lookup_value_regex = "[0-9a-z_-]+"

    def get_queryset(self) -> QuerySet[NumberSeries]:
        return NumberSeries.objects.visible_to(self.request.user).select_related("issuer").order_by("code")


class DocumentKindViewSet(viewsets.ReadOnlyModelViewSet[DocumentKind]):
    """文种"""

    queryset = DocumentKind.objects.none()
    serializer_class = DocumentKindSerializer
    lookup_field = "code"
    lookup_value_regex = "[0-9a-z_-]+"

    def get_queryset(self) -> QuerySet[DocumentKind]:
        return DocumentKind.objects.visible_to(self.request.user).order_by("order", "code")


class ReservedNumberSerializer(serializers.ModelSerializer[ReservedNumber]):
    """A number taken without a document: kept, used by ``document``, or voided."""

    series = serializers.CharField(source="series_id")
    document_number = serializers.SerializerMethodField()
    document = serializers.IntegerField(source="document_id", allow_null=True)
    reserved_by = serializers.CharField(source="reserved_by.name")

    class Meta:
        model = ReservedNumber
        fields = (
            "id", "series", "year", "number", "document_number", "state", "reason", "reserved_by", "reserved_at",
            "document", "void_reason", "voided_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_document_number(self, reserved: ReservedNumber) -> str:
        return reservations.written(reserved)


class NewReservedNumberSerializer(serializers.Serializer[Any]):
    """Code of the series, the year (this or the last), and what the number is kept for."""

    series = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1900, max_value=2200)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=None)


class ReservedNumberViewSet(
    IdempotentMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ReservedNumber]
):
    """预留文号"""

    queryset = ReservedNumber.objects.none()
    serializer_class = ReservedNumberSerializer
    filterset_class = ReservedNumberFilters
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[ReservedNumber]:
        rows: QuerySet[ReservedNumber] = ReservedNumber.objects.visible_to(self.request.user)
        return rows.select_related("series", "reserved_by").order_by("series_id", "year", "number")

    @extend_schema(request=NewReservedNumberSerializer, responses={201: ReservedNumberSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Take the next number of a series and keep it for a document that is not ready yet."""
        require(request.user, "document.reserve_number")
        values = valid(NewReservedNumberSerializer, request)
        series = NumberSeries.objects.visible_to(request.user).filter(pk=values.pop("series")).first()
        if series is None:
            raise DomainError(ErrorCode.UNKNOWN_SERIES, "没有这个文号序列。", {"series": "没有这个文号序列。"})
        reserved = reservations.reserve(user=request.user, series=series, **values)
        return Response(ReservedNumberSerializer(reserved).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=text_serializer("reason"), responses=ReservedNumberSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """Void a number that no document will use; the register keeps it with the reason."""
        reserved = self.get_object()
        reason = valid(text_serializer("reason"), request)["reason"]
        reservations.void_reserved(user=request.user, reserved=reserved, reason=reason)
        return Response(ReservedNumberSerializer(self.get_queryset().get(pk=reserved.pk)).data)


class RegisterEntrySerializer(serializers.ModelSerializer[RegisterEntry]):
    """A number of the book, with the document that has it or what it was reserved for; words as on the page."""

    series = serializers.CharField(source="series_id")
    document_number = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    kind = serializers.CharField(source="document.kind", default=None, allow_null=True)
    dated_on = serializers.DateField(source="document.dated_on", default=None, allow_null=True)
    printed_on = serializers.DateField(source="document.printed_on", default=None, allow_null=True)
    pages = serializers.IntegerField(source="document.pdf_pages", default=None, allow_null=True)
    document = serializers.IntegerField(source="document_id", allow_null=True)
    reserved = serializers.IntegerField(source="reserved_id", allow_null=True)
    note = serializers.SerializerMethodField()
    asked = serializers.IntegerField(help_text="须签收单位数")
    acknowledged = serializers.IntegerField(help_text="已签收单位数")
    to_reply = serializers.IntegerField(help_text="须回复单位数")
    replied = serializers.IntegerField(help_text="已回复单位数")

    class Meta:
        model = RegisterEntry
        fields = (
            "series", "year", "number", "document_number", "state", "title", "kind", "dated_on", "printed_on", "pages",
            "document", "reserved", "note", "asked", "acknowledged", "to_reply", "replied",
        )  # fmt: skip
        read_only_fields = fields

    def get_document_number(self, row: RegisterEntry) -> str:
        return book.number_of(row)

    def get_title(self, row: RegisterEntry) -> str:
        return book.title_of(row)

    def get_note(self, row: RegisterEntry) -> str:
        return book.note_of(row)


class RegisterViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[RegisterEntry]):
    """发文登记簿: every number ever taken, those reserved and voided among them."""

    request: AuthenticatedApiRequest

    queryset = RegisterEntry.objects.none()
    serializer_class = RegisterEntrySerializer
    filterset_class = RegisterFilters

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        book.require_keeper(self.request.user)
        return book.entries_of(self.request.user).order_by("series_id", "year", "number")
