"""Accidents that did not happen, for simulations: enough of an accident for the rules, checked and resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from accidents.models import Production
from accidents.rules.severity import derive
from accountability.facts.reading import department_of, government_of
from accountability.rules.facts import AccidentFacts, Government
from accountability.rules.windows import local_day
from foundation.organizations.models import Division, Organization
from foundation.organizations.selectors import county_government, township_government

_FIGURES = ("deaths", "missing", "missing_presumed_dead", "serious_injuries", "acute_poisonings", "direct_loss")


class SimulatedAccidentSerializer(serializers.Serializer[Any]):
    """The facts rules read, as in ``accidents/``; codes of places and of the department."""

    occurred_at = serializers.DateTimeField()
    counted_on = serializers.DateField(required=False, allow_null=True, default=None)
    county = serializers.CharField(max_length=12)
    township = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    production = serializers.ChoiceField(choices=Production.choices)
    supervising_department = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    deaths = serializers.IntegerField(min_value=0, default=0)
    missing = serializers.IntegerField(min_value=0, default=0)
    missing_presumed_dead = serializers.BooleanField(default=False)
    serious_injuries = serializers.IntegerField(min_value=0, default=0)
    acute_poisonings = serializers.IntegerField(min_value=0, default=0)
    direct_loss = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal(0), default=Decimal(0))
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        county = Division.objects.filter(code=attrs["county"], level=Division.Level.COUNTY).first()
        if county is None:
            raise serializers.ValidationError({"county": ["没有这个区县代码。"]})
        attrs["county_row"] = county
        attrs["township_row"] = None
        if attrs["township"]:
            township = Division.objects.filter(code=attrs["township"], level=Division.Level.TOWNSHIP).first()
            if township is None or not township.code.startswith(county.code):
                raise serializers.ValidationError({"township": [f"{county.name}没有这个乡镇代码。"]})
            attrs["township_row"] = township
        attrs["department_row"] = None
        if attrs["supervising_department"]:
            attrs["department_row"] = Organization.objects.filter(code=attrs["supervising_department"]).first()
            if attrs["department_row"] is None:
                raise serializers.ValidationError({"supervising_department": ["没有这个单位代码。"]})
        return attrs


def simulated_facts(accidents: Sequence[dict[str, Any]]) -> list[AccidentFacts]:
    """Facts of validated simulated accidents, named 模拟1, 模拟2, … in the order given."""
    return [_facts(number, values) for number, values in enumerate(accidents, start=1)]


def _facts(number: int, values: dict[str, Any]) -> AccidentFacts:
    severity = derive(**{name: values[name] for name in _FIGURES})
    occurred_at: dt.datetime = values["occurred_at"]
    department = values["department_row"]
    return AccidentFacts(
        code=f"模拟{number}",
        name=values["name"] or f"模拟{number}",
        occurred_at=occurred_at,
        counted_on=values["counted_on"] or local_day(occurred_at),
        status="submitted",
        production=values["production"],
        level=severity.level,
        township=government_of(values["township_row"], township_government),
        county=government_of(values["county_row"], county_government) or Government(values["county"], "", ""),
        department=department_of(department, values["county"]),
        deaths=severity.counted_deaths,
        missing=0 if values["missing_presumed_dead"] else values["missing"],
        level_if_missing_dead=severity.if_presumed_dead,
    )
