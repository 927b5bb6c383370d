"""Replies over the API: what the units of a document answered, an answer of one's own, and a reminder to the others."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from documents.api.recipients import UnitSerializer, recipient_for
from documents.models import DocumentRecipient
from documents.workflow import replies as documents_replies
from documents.workflow import selectors
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.serializers import valid
from foundation.common.access import require
from foundation.files.api import AttachmentSerializer
from foundation.files.services import MOST_FILES


class ReplySerializer(serializers.ModelSerializer[DocumentRecipient]):
    """A unit that must reply, with what it replied and the papers it sent along."""

    organization = serializers.CharField(source="organization.code")
    name = serializers.CharField(source="organization.name")
    text = serializers.CharField(source="reply")
    replied_by = serializers.CharField(source="replied_by.name", default=None, allow_null=True)
    attachments = serializers.SerializerMethodField()

    class Meta:
        model = DocumentRecipient
        fields = ("organization", "name", "replied_at", "replied_by", "is_paper_reply", "text", "attachments")
        read_only_fields = fields

    @extend_schema_field(AttachmentSerializer(many=True))
    def get_attachments(self, row: DocumentRecipient) -> Any:
        return AttachmentSerializer(selectors.reply_files(row, self.context["files"]), many=True).data


class NewReplySerializer(UnitSerializer):
    """The reply in words, and papers with it (multipart)."""

    text = serializers.CharField(max_length=documents_replies.LONGEST)
    attachments = serializers.ListField(
        child=serializers.FileField(), required=False, default=list, max_length=MOST_FILES
    )


class PaperReplySerializer(serializers.Serializer[Any]):
    """A reply that came on paper: of which unit and day, what it says, and its scan or why there is none."""

    organization = serializers.CharField(max_length=40)
    on = serializers.DateField()
    gist = serializers.CharField(max_length=documents_replies.LONGEST)
    scan = serializers.FileField(required=False, allow_null=True, default=None)
    no_scan_reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)


class RemindedSerializer(serializers.Serializer[Any]):
    """A unit that was reminded."""

    organization = serializers.CharField(source="code")
    name = serializers.CharField()


class ReplyActs:
    """The part of the documents' API about replies; mixed into a viewset of documents."""

    @extend_schema(methods=["GET"], responses=ReplySerializer(many=True), filters=False)
    @extend_schema(methods=["POST"], request=NewReplySerializer, responses={201: ReplySerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filterset_class=None)
    def replies(self: Any, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """The units that must reply, as far as one may see them; or reply for the unit named or one's only one."""
        document = self.get_object()
        rows = selectors.recipients_seen_by(request.user).filter(document=document, must_reply=True)
        rows = rows.select_related("organization", "replied_by").order_by("pk")
        if request.method == "GET":
            return Response(_shown(list(rows)))
        values = valid(NewReplySerializer, request)
        recipient = recipient_for(request.user, document, "document.reply", values["organization"])
        replied = documents_replies.reply(
            user=request.user,
            document=document,
            recipient=recipient,
            text=values["text"],
            files=values["attachments"],
        )
        return Response(_shown([rows.get(pk=replied.pk)])[0], status=status.HTTP_201_CREATED)

    @extend_schema(request=PaperReplySerializer, responses={201: ReplySerializer})
    @action(detail=True, methods=["post"], url_path="reply-paper", url_name="reply-paper")
    def reply_paper(self: Any, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """登记纸质回复 of a unit, with the scan of the paper (multipart) or the reason why there is none."""
        document = self.get_object()
        values = valid(PaperReplySerializer, request)
        recipient = recipient_for(request.user, document, "document.reply_paper", values.pop("organization"))
        replied = documents_replies.reply_on_paper(user=request.user, recipient=recipient, **values)
        return Response(_shown([replied])[0], status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=RemindedSerializer(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None, filterset_class=None)
    def remind(self: Any, request: AuthenticatedApiRequest, pk: str | None = None) -> Response:
        """催办: a message to the units that have not replied, at most once a day; answers these units."""
        document = self.get_object()
        require(request.user, "document.draft", on=document)
        units = documents_replies.remind(user=request.user, document=document)
        return Response(RemindedSerializer(units, many=True).data)


def _shown(rows: list[DocumentRecipient]) -> Any:
    return ReplySerializer(rows, many=True, context={"files": selectors.files_of_rows(rows)}).data
