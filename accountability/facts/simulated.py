"""Accidents that did not happen, for simulations: enough of an accident for the rules, checked and resolved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from accidents.facts import FACT_NAMES, AccidentInput
from accidents.models import Production
from accountability.facts.reading import department_of, government_of
from accountability.rules.facts import AccidentFacts, Government
from foundation.organizations.models import Division, Organization
from foundation.organizations.selectors import county_government, township_government


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
    return [
        AccidentFacts.from_simulation(
            AccidentInput(**{name: value for name, value in values.items() if name in FACT_NAMES}),
            number=number,
            county=government_of(values["county_row"], county_government) or Government(values["county"], "", ""),
            township=government_of(values["township_row"], township_government),
            department=department_of(values["department_row"], values["county"]),
        )
        for number, values in enumerate(accidents, start=1)
    ]
