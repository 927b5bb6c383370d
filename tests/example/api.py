"""``/api/v1/patrols/``"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import ActionMixin, action_endpoint
from foundation.api.idempotency import IdempotentMixin
from foundation.api.serializers import valid
from tests.example import services
from tests.example.actions import PATROL_ACTIONS
from tests.example.filters import PatrolFilters
from tests.example.models import Patrol


class PatrolSerializer(serializers.ModelSerializer[Patrol]):
    """A patrol."""

    class Meta:
        model = Patrol
        fields = ("id", "place_code", "done_on", "hazards", "summary", "status", "remark", "version")
        read_only_fields = fields


class NewPatrolSerializer(serializers.Serializer[Any]):
    """What a county records."""

    place_code = serializers.CharField(max_length=12)
    done_on = serializers.DateField()
    hazards = serializers.IntegerField(min_value=0)
    summary = serializers.CharField(max_length=200)


@extend_schema(tags=["patrols"])
class PatrolViewSet(ActionMixin, IdempotentMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Patrol]):
    """巡查: list, one, record, close."""

    queryset = Patrol.objects.none()
    serializer_class = PatrolSerializer
    filterset_class = PatrolFilters
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Patrol]:
        return Patrol.objects.visible_to(self.request.user)

    @extend_schema(request=NewPatrolSerializer, responses={201: PatrolSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Record a patrol."""
        patrol = services.record_patrol(user=request.user, **valid(NewPatrolSerializer, request))
        return self.answer(patrol, status.HTTP_201_CREATED)

    close = action_endpoint(PATROL_ACTIONS["close"], services.close_patrol, subject="patrol")


def register(router: BaseRouter) -> None:
    """Called by the project's URLs."""
    router.register("patrols", PatrolViewSet, basename="patrol")
