"""The API of simulations: a rule set over any period, with accidents that did not happen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from accountability.facts import rule_sets
from accountability.facts.reading import read_facts
from accountability.facts.simulated import SimulatedAccidentSerializer, simulated_facts
from accountability.rules.evaluation import evaluate
from accountability.rules.serialization import evaluation_to_json
from accountability.rules.windows import Window
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.serializers import valid
from foundation.common.access import require
from foundation.common.clock import local


def _in_reach(day: dt.date) -> None:
    """The register has nothing outside these years, and at the calendar's ends there is no day before or after."""
    if not 1950 <= day.year <= 2100:
        raise serializers.ValidationError("请写 1950 年至 2100 年之间的日期。")


class SimulationSerializer(serializers.Serializer[Any]):
    """A rule set over a period, as of a moment, with accidents that did not happen."""

    ruleset = serializers.CharField(max_length=40)
    as_of = serializers.DateTimeField(required=False, allow_null=True, default=None)
    extra_accidents = SimulatedAccidentSerializer(many=True, required=False, default=list)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name in ("from", "to"):
            fields[name] = serializers.DateField(validators=[_in_reach])
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["to"] < attrs["from"]:
            raise serializers.ValidationError({"to": ["截止日期不能早于起始日期。"]})
        return attrs


class SimulationViewSet(viewsets.ViewSet):
    """推演: as ``evaluate``; nothing is stored."""

    @extend_schema(request=SimulationSerializer, responses={200: OpenApiTypes.OBJECT})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        require(request.user, "simulation.run")
        values = valid(SimulationSerializer, request)
        spec = rule_sets.newest(values["ruleset"]).spec
        window = Window(values["from"], values["to"])
        facts = read_facts(spec, window, as_of=values["as_of"])
        facts += simulated_facts(values["extra_accidents"])
        shown = local(values["as_of"]).isoformat() if values["as_of"] else None
        found = evaluate(facts, spec, window)
        return Response(evaluation_to_json(ruleset=spec.code, window=window, as_of=shown, proposals=found))
