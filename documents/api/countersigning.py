"""会签 over the API: ask a unit, answer for it, take the request back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from documents.models import Countersignature, Document
from documents.workflow import countersigning
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import text_serializer
from foundation.api.serializers import valid
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization

ASKED = OpenApiParameter("asked", OpenApiTypes.INT64, OpenApiParameter.PATH, description="会签的编号")


class CountersignatureSerializer(serializers.ModelSerializer[Countersignature]):
    """A unit that was asked, and what it answered; ``text_version`` is the text it answered to."""

    organization = serializers.CharField(source="organization.code")
    name = serializers.CharField(source="organization.name")
    asked_by = serializers.CharField(source="asked_by.name")
    answered_by = serializers.CharField(source="answered_by.name", default=None, allow_null=True)

    class Meta:
        model = Countersignature
        fields = (
            "id", "organization", "name", "asked_by", "asked_at", "text_version", "opinion", "remark", "answered_by",
            "answered_at",
        )  # fmt: skip
        read_only_fields = fields


class AskSerializer(serializers.Serializer[Any]):
    """Code of the unit to be asked."""

    organization = serializers.CharField(max_length=40)


class AnswerSerializer(serializers.Serializer[Any]):
    """The opinion; an objection needs its words."""

    opinion = serializers.ChoiceField(choices=[("agreed", "同意"), ("objected", "不同意")])
    remark = serializers.CharField(required=False, default="", allow_blank=True, max_length=None)


class CountersigningActs:
    """The part of the documents' API about 会签; mixed into a viewset of documents."""

    @extend_schema(methods=["GET"], responses=CountersignatureSerializer(many=True), filters=False)
    @extend_schema(methods=["POST"], request=AskSerializer, responses={201: CountersignatureSerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filterset_class=None)
    def countersignatures(self: Any, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """The units asked and their opinions; or ask one more. The text may still change until it is signed."""
        document = self.get_object()
        if request.method == "GET":
            rows = _seen_by(request.user, document)
            return Response(CountersignatureSerializer(rows, many=True).data)
        version = self.expected_version(request, document)
        require(request.user, "document.draft", on=document)
        unit = _unit(valid(AskSerializer, request)["organization"])
        asked = countersigning.ask(user=request.user, document=document, organization=unit, version=version)
        return Response(CountersignatureSerializer(asked).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[ASKED], request=AnswerSerializer, responses=CountersignatureSerializer)
    @action(
        detail=True,
        methods=["post"],
        url_path=r"countersignatures/(?P<asked>\d{1,18})/answer",
        url_name="countersignature-answer",
    )
    def answer_countersignature(
        self: Any, request: AuthenticatedApiRequest, pk: str | None = None, asked: str = ""
    ) -> Response:
        """Agree or object for the asked unit, to the text as it stands."""
        document = self.get_object()
        version = self.expected_version(request, document)
        row = get_object_or_404(_seen_by(request.user, document), pk=asked)
        values = valid(AnswerSerializer, request)
        answered = countersigning.answer(
            user=request.user,
            asked=row,
            agrees=values["opinion"] == "agreed",
            remark=values["remark"],
            version=version,
        )
        return Response(CountersignatureSerializer(answered).data)

    @extend_schema(parameters=[ASKED], request=text_serializer("reason"), responses={204: None})
    @action(
        detail=True,
        methods=["post"],
        url_path=r"countersignatures/(?P<asked>\d{1,18})/withdraw",
        url_name="countersignature-withdraw",
    )
    def withdraw_countersignature(
        self: Any, request: AuthenticatedApiRequest, pk: str | None = None, asked: str = ""
    ) -> Response:
        """Take a request back: whoever asked, or the drafter."""
        row = get_object_or_404(_seen_by(request.user, self.get_object()), pk=asked)
        values = valid(text_serializer("reason"), request)
        countersigning.withdraw(user=request.user, asked=row, reason=values["reason"])
        return Response(status=status.HTTP_204_NO_CONTENT)


def _seen_by(user: User, document: Document) -> QuerySet[Countersignature]:
    rows: QuerySet[Countersignature] = Countersignature.objects.visible_to(user).filter(document=document)
    return rows.select_related("organization", "asked_by", "answered_by", "document").order_by("asked_at", "pk")


def _unit(code: str) -> Organization:
    unit = Organization.objects.filter(code=code).first()
    if unit is None:
        raise DomainError(ErrorCode.UNKNOWN_UNIT, "没有这个单位代码。", {"organization": "没有这个单位代码。"})
    return unit
