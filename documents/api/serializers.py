"""Documents as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.api.content import ShownContentSerializer, content_shown
from documents.api.recipients import RecipientSerializer
from documents.content.builder import content_of
from documents.models import Document
from documents.workflow.selectors import actions_for


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A document with its units, as far as the caller may see them; ``version`` is its ETag."""

    series = serializers.CharField(source="series_id")
    main_recipients = serializers.SerializerMethodField()
    reviewed = serializers.SerializerMethodField()
    drafted_by = serializers.CharField(source="drafted_by.name")
    signed_by = serializers.CharField(source="signed_by.name", default=None, allow_null=True)
    revoked_by = serializers.CharField(help_text="撤销它或它的一部分的公文的文号")
    is_partly_revoked = serializers.BooleanField()
    sha256 = serializers.CharField(source="pdf_sha256")
    pages = serializers.IntegerField(source="pdf_pages", allow_null=True)
    recipients = RecipientSerializer(many=True)

    class Meta:
        model = Document
        fields = (
            "id", "kind", "kind_label", "series", "title", "main_recipients", "copies_to", "status", "reviewed",
            "return_reason", "drafted_by", "drafted_at", "signed_by", "dated_on", "document_number", "number_year",
            "number", "printed_on", "pages", "sha256", "reply_by", "revoked_at", "revoked_reason", "revoked_by",
            "is_partly_revoked", "recipients", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_main_recipients(self, document: Document) -> str:
        return str(document.content.get("main_recipients", ""))

    def get_reviewed(self, document: Document) -> bool:
        return document.reviewed_at is not None


class ActSerializer(serializers.Serializer[Any]):
    """An act that is open to the caller now, and what still stands against it."""

    act = serializers.CharField(source="action.code")
    label = serializers.CharField()  # type: ignore[assignment]
    obstacles = serializers.ListField(child=serializers.CharField())


class DocumentDetailSerializer(DocumentSerializer):
    """The same with its text and what the caller may do with it in its present state."""

    content = serializers.SerializerMethodField()
    acts = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields: tuple[str, ...] = (*DocumentSerializer.Meta.fields, "content", "acts")
        read_only_fields = fields

    @extend_schema_field(ShownContentSerializer)
    def get_content(self, document: Document) -> dict[str, Any]:
        return content_shown(content_of(document))

    @extend_schema_field(ActSerializer(many=True))
    def get_acts(self, document: Document) -> Any:
        return ActSerializer(actions_for(self.context["request"].user, document), many=True).data
