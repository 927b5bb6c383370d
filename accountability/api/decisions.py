"""The API of decisions; letters and simulations have modules of their own. Every answer lies in the caller's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.actions import DECISION_ACTIONS, FLAG_ACTIONS, FOLLOW_UP_ACTIONS
from accountability.api.letters import (
    FollowUpLetterSerializer,
    FollowUpLetterViewSet,
    LetterViewSet,
    follow_up_letters_for,
)
from accountability.api.simulation import SimulationViewSet
from accountability.decisions import selectors, services
from accountability.decisions.status import combined_status, with_receipts
from accountability.letters import follow_up
from accountability.models import Decision, FollowUpLetter
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import ActionMixin, action_endpoint
from foundation.api.idempotency import IdempotentMixin


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision; ``status`` is the combined one of decision and document."""

    ruleset = serializers.CharField(source="rule.rule_set.code")
    rule = serializers.CharField(source="rule.code")
    issuer = serializers.CharField(source="rule.issuing_level")
    recipient = serializers.SerializerMethodField()
    county = serializers.CharField(source="county_id")
    window = serializers.SerializerMethodField()
    trigger = serializers.CharField(source="trigger.code", default=None, allow_null=True)
    basis = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    letter = serializers.IntegerField(source="letter_id", allow_null=True)
    resolved = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = (
            "id", "ruleset", "rule", "measure", "issuer", "recipient", "county", "window", "trigger", "basis",
            "resolved", "status", "flag", "reason", "lapse_reason", "letter", "external_document", "proposed_at",
            "issued_at", "report_due_on", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_recipient(self, decision: Decision) -> dict[str, str | None]:
        return {
            "role": decision.recipient_role,
            "code": decision.recipient_code or None,
            "name": decision.recipient_name,
        }

    def get_window(self, decision: Decision) -> dict[str, str]:
        return {"start": decision.window_start.isoformat(), "end": decision.window_end.isoformat()}

    def get_basis(self, decision: Decision) -> list[str]:
        return [row.accident.code for row in decision.basis.all()]

    def get_status(self, decision: Decision) -> str:
        return combined_status(decision).code

    def get_resolved(self, decision: Decision) -> bool:
        return decision.recipient_organization_id is not None


class DecisionDetailSerializer(DecisionSerializer):
    """The same with the explanation in words."""

    explanation = serializers.JSONField(source="explanation_words", label="依据说明", read_only=True)

    class Meta:
        model = Decision
        fields: tuple[str, ...] = (*DecisionSerializer.Meta.fields, "explanation")
        read_only_fields = fields


class RevokeSerializer(serializers.Serializer[Any]):
    """Why a decision is revoked; of a veto also ``details`` approval_number and approved_on."""

    details = serializers.DictField(default=dict)


class ProvinceSerializer(serializers.Serializer[Any]):
    """The number of the provincial document, or the reason why there is none."""

    document_number = serializers.CharField(required=False, default="", allow_blank=True, max_length=60)


class DecisionViewSet(
    ActionMixin, IdempotentMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Decision]
):
    """Decisions; proposals are seen by the city only."""

    request: AuthenticatedApiRequest

    serializer_class = DecisionSerializer
    lookup_value_regex = r"\d{1,18}"
    queryset = Decision.objects.none()

    def get_queryset(self) -> QuerySet[Decision]:
        asked = self.request.query_params
        year = asked.get("year", "")
        if year and not (len(year) == 4 and year.isdecimal() and int(year)):
            raise serializers.ValidationError({"year": ["年份写成四位数字，例如 2021。"]})
        found = selectors.decisions_for(
            self.request.user,
            county=asked.get("county", ""),
            year=int(year) if year else None,
            ruleset=asked.get("ruleset", ""),
            measure=asked.get("measure", ""),
            status=asked.get("status", ""),
        )
        return with_receipts(found).prefetch_related("basis__accident")

    def get_serializer_class(self) -> type[DecisionSerializer]:
        return DecisionSerializer if self.action == "list" else DecisionDetailSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter(name, OpenApiTypes.STR) for name in ("county", "year", "ruleset", "measure", "status")
        ]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    approve = action_endpoint(
        DECISION_ACTIONS["approve"],
        services.approve,
        subject="decision",
        description="同意，转起草; leaders only, with a remark if there is one.",
    )
    decline = action_endpoint(
        DECISION_ACTIONS["decline"],
        services.decline,
        subject="decision",
        description="不予处理, with a reason; leaders only.",
    )
    send_back = action_endpoint(
        DECISION_ACTIONS["send_back"],
        services.send_back,
        subject="decision",
        path="send-back",
        description="退回核实: the officers check the facts again; the proposal stays.",
    )
    confirm = action_endpoint(
        FLAG_ACTIONS["confirm"],
        services.confirm,
        subject="decision",
        description="Answer a flag with a reason.",
    )
    province = action_endpoint(
        DECISION_ACTIONS["record_province"],
        services.record_province,
        subject="decision",
        path="province",
        fields=ProvinceSerializer,
        description="登记省级文件 of an expected measure: its number, or the reason why none came.",
    )

    revoke = action_endpoint(
        FOLLOW_UP_ACTIONS[FollowUpLetter.Purpose.REVOCATION],
        follow_up.revoke,
        subject="decision",
        path="revoke",
        fields=RevokeSerializer,
        answer_made="answer_letter",
        responses={201: FollowUpLetterSerializer},
        description="Draft the 撤销通知; the decision is revoked when that letter is issued. Answers the letter.",
    )
    lift = action_endpoint(
        FOLLOW_UP_ACTIONS[FollowUpLetter.Purpose.LIFTING],
        follow_up.lift,
        subject="decision",
        path="lift",
        answer_made="answer_letter",
        responses={201: FollowUpLetterSerializer},
        description="Draft the 解除黄牌警告通知 after an accepted rectification; its issue lifts the card. "
        "Answers the letter.",
    )

    def answer_letter(self, letter: FollowUpLetter) -> Response:
        """The letter that an action has drafted."""
        shown = follow_up_letters_for(self.request.user).get(pk=letter.pk)
        data = FollowUpLetterSerializer(shown, context=self.get_serializer_context()).data
        return Response(data, status=status.HTTP_201_CREATED)


def register(router: Any) -> None:
    """Called by ``yiyang_ems.urls``."""
    router.register("decisions", DecisionViewSet, basename="decisions")
    router.register("letters", LetterViewSet, basename="letters")
    router.register("further-letters", FollowUpLetterViewSet, basename="further-letters")
    router.register("simulations", SimulationViewSet, basename="simulations")
