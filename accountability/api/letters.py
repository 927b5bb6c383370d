"""The API of letters: draft from proposals, then the acts of their document; follow-up letters in the same way."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accountability.actions import APPROVAL_ACTIONS, DECISION_ACTIONS
from accountability.letters import drafting, follow_up, veto_approval
from accountability.models import Decision, FollowUpLetter, Letter
from documents.api.actions import DocumentActs
from documents.api.recipients import RecipientSerializer
from documents.workflow.selectors import recipients_seen_by
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import action_endpoint
from foundation.api.serializers import valid
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode


class _DocumentFields(serializers.ModelSerializer[Any]):
    """What every letter says of its document (``documents/{document}/``); ``version`` is the document's."""

    document = serializers.IntegerField(source="document_id")
    title = serializers.CharField(source="document.title")
    kind = serializers.CharField(source="document.kind")
    status = serializers.CharField(source="document.status")
    document_number = serializers.CharField(source="document.document_number")
    dated_on = serializers.DateField(source="document.dated_on", allow_null=True)
    printed_on = serializers.DateField(source="document.printed_on", allow_null=True)
    sha256 = serializers.CharField(source="document.pdf_sha256")
    version = serializers.IntegerField(source="document.version")
    reviewed = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    recipients = RecipientSerializer(source="document.recipients", many=True)

    def get_reviewed(self, letter: Any) -> bool:
        return letter.document.reviewed_at is not None

    def get_decisions(self, letter: Any) -> list[int]:
        visible = Decision.objects.visible_to(self.context["request"].user)
        own = {"follow_up_letters": letter} if isinstance(letter, FollowUpLetter) else {"letter": letter}
        return list(visible.filter(**own).order_by("pk").values_list("pk", flat=True))


class LetterSerializer(_DocumentFields):
    """A letter and its document; ``details`` is what was answered when drafting an interview."""

    class Meta:
        model = Letter
        fields = (
            "id", "document", "title", "kind", "measure", "clause", "status", "reviewed", "document_number", "dated_on",
            "printed_on", "sha256", "decisions", "recipients", "details", "version",
        )  # fmt: skip
        read_only_fields = fields


class FollowUpLetterSerializer(_DocumentFields):
    """A follow-up letter and its document; of a request also the answer that was recorded."""

    class Meta:
        model = FollowUpLetter
        fields = (
            "id", "document", "title", "kind", "purpose", "status", "reviewed", "document_number", "dated_on",
            "printed_on", "sha256", "decisions", "recipients", "details", "reason", "is_approved", "approval_number",
            "approved_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class NewLetterSerializer(serializers.Serializer[Any]):
    """The proposals of a new letter; ``details`` of an interview: at, place, chair, attendees, papers, contact, phone.

    What is not answered stays a placeholder in the text; the letter cannot be submitted until it is filled.
    """

    decisions = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=400)
    by_month = serializers.BooleanField(default=False)
    details = serializers.DictField(default=dict)


class NewFollowUpLetterSerializer(serializers.Serializer[Any]):
    """What a new follow-up letter is about. ``details`` by purpose (days ``2021-04-20``, moments ISO 8601, all optional
    but ``findings``):

    interview_minutes: at, place, chair, present, listening, absent, statement, opinions, report_by;
    veto_request: effect, contact, phone; supervision: matters, report_by, contact, phone;
    urging: report_by, contact, phone; acceptance: inspected_on, inspectors, report_by,
    findings [{item, requirement, found, accepted}]; lifting: none; revocation: approval_number, approved_on (of a veto
    only), and ``reason``.
    """

    purpose = serializers.ChoiceField(choices=FollowUpLetter.Purpose.choices)
    decisions = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=400)
    details = serializers.DictField(default=dict)
    reason = serializers.CharField(required=False, default="", allow_blank=True)


class ApprovalSerializer(serializers.Serializer[Any]):
    """The answer of 市委、市政府 to a request; a refusal needs its reason."""

    approved = serializers.BooleanField(source="is_approved")
    number = serializers.CharField(max_length=60)
    date = serializers.DateField(source="day")


class LetterViewSet(DocumentActs):
    """Letters: draft from proposals, then the acts of their document."""

    request: AuthenticatedApiRequest

    serializer_class = LetterSerializer
    queryset = Letter.objects.none()

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Letter] = Letter.objects.visible_to(self.request.user)
        return found.select_related("document__series", "rule_set").prefetch_related(
            Prefetch("document__recipients", queryset=recipients_seen_by(self.request.user))
        )

    @extend_schema(request=NewLetterSerializer, responses={201: LetterSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Draft a letter from proposals of one measure, clause and trigger (or month)."""
        require(request.user, DECISION_ACTIONS["draft_letter"].permission)
        values = valid(NewLetterSerializer, request)
        letter = drafting.draft_letter(
            user=request.user,
            decisions=chosen_decisions(request, values["decisions"]),
            by_month=values["by_month"],
            details=values["details"],
        )
        return self.answer(letter, status.HTTP_201_CREATED)


class FollowUpLetterViewSet(DocumentActs):
    """Letters that follow decisions: minutes, request, urging, supervision, acceptance, lifting, revocation."""

    request: AuthenticatedApiRequest

    serializer_class = FollowUpLetterSerializer
    queryset = FollowUpLetter.objects.none()

    def get_queryset(self) -> QuerySet[Any]:
        return follow_up_letters_for(self.request.user)

    @extend_schema(request=NewFollowUpLetterSerializer, responses={201: FollowUpLetterSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Draft a follow-up letter on decisions that belong together."""
        require(request.user, DECISION_ACTIONS["draft_letter"].permission)
        values = valid(NewFollowUpLetterSerializer, request)
        letter = follow_up.draft_follow_up(
            user=request.user,
            purpose=values["purpose"],
            decisions=chosen_decisions(request, values["decisions"]),
            details=values["details"],
            reason=values["reason"],
        )
        return self.answer(letter, status.HTTP_201_CREATED)

    approval = action_endpoint(
        APPROVAL_ACTIONS["record_approval"],
        veto_approval.record_approval,
        subject="letter",
        path="approval",
        fields=ApprovalSerializer,
        description="登记批复 of a request; If-Match is the version of its document, as everywhere here.",
    )


def follow_up_letters_for(user: User) -> QuerySet[Any]:
    """Follow-up letters the user may see, with the answer to each."""
    found: QuerySet[FollowUpLetter] = FollowUpLetter.objects.visible_to(user)
    return found.select_related("document__series").prefetch_related(
        Prefetch("document__recipients", queryset=recipients_seen_by(user))
    )


def chosen_decisions(request: AuthenticatedApiRequest, keys: list[int]) -> list[Decision]:
    """The decisions named, all of which the caller must see."""
    chosen = list(Decision.objects.visible_to(request.user).filter(pk__in=keys))
    if len(chosen) != len(set(keys)):
        raise DomainError(ErrorCode.UNKNOWN_DECISION, "有的处理决定不存在，或不在您的范围内。")
    return chosen
