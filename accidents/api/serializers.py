"""Accidents as the API reads and writes them: the names of ``interfaces.md``, checked by the services' own rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from accidents.facts import AccidentInput
from accidents.models import Production
from foundation.common.clock import SHANGHAI
from foundation.organizations.models import Division, Organization, Sector

_ENTERPRISE = {"name": "enterprise_name", "credit_code": "enterprise_credit_code"}


class MomentField(serializers.DateTimeField):
    """ISO 8601 with offset; a moment without one is refused, for nobody could say which it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=SHANGHAI, **options)

    def enforce_timezone(self, value: Any) -> Any:
        if value.tzinfo is None:
            raise serializers.ValidationError("时间要带时区，例如 2021-03-16T07:50:00+08:00。")
        return super().enforce_timezone(value)


class EnterpriseSerializer(serializers.Serializer[Any]):
    """The unit: name and 统一社会信用代码."""

    name = serializers.CharField(source="enterprise_name", required=False, allow_blank=True)
    credit_code = serializers.CharField(source="enterprise_credit_code", required=False, allow_blank=True)


class AccidentSerializer(serializers.Serializer[Any]):
    """An accident as it is, or (with ``as_of``) as a revision of it was."""

    code = serializers.CharField()
    name = serializers.CharField()
    occurred_at = MomentField(allow_null=True)
    county = serializers.CharField(source="county_id")
    township = serializers.CharField(source="township_id", allow_null=True)
    village = serializers.CharField(source="village_id", allow_null=True)
    location = serializers.CharField()
    longitude = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=6, allow_null=True)
    production = serializers.ChoiceField(choices=Production.choices)
    sector = serializers.CharField(source="sector_id", allow_null=True)
    accident_type = serializers.CharField(source="accident_type_id", allow_null=True)
    supervising_department = serializers.SerializerMethodField()
    has_no_department = serializers.BooleanField()
    enterprise = serializers.SerializerMethodField()
    deaths = serializers.IntegerField()
    missing = serializers.IntegerField()
    missing_presumed_dead = serializers.BooleanField()
    serious_injuries = serializers.IntegerField()
    acute_poisonings = serializers.IntegerField()
    minor_injuries = serializers.IntegerField()
    direct_loss = serializers.DecimalField(max_digits=14, decimal_places=2)
    direct_loss_known = serializers.SerializerMethodField()
    casualty_changed_on = serializers.DateField(allow_null=True)
    level = serializers.CharField()
    level_basis = serializers.JSONField()
    counted_on = serializers.DateField(allow_null=True)
    known_at = MomentField(allow_null=True)
    reported_at = MomentField(allow_null=True)
    registered_at = serializers.SerializerMethodField()
    status = serializers.CharField()
    summary = serializers.CharField()
    backfill_reason = serializers.CharField()
    external_number = serializers.SerializerMethodField()
    revision = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()

    def get_supervising_department(self, row: Any) -> str | None:
        department = row.supervising_department
        return department.code if department else None

    def get_enterprise(self, row: Any) -> dict[str, str]:
        return {"name": row.enterprise_name, "credit_code": row.enterprise_credit_code}

    def get_direct_loss_known(self, row: Any) -> bool:
        return not row.is_loss_unknown

    def get_registered_at(self, row: Any) -> Any:
        moment = getattr(row, "accident", row).registered_at
        return MomentField().to_representation(moment) if moment else None

    def get_external_number(self, row: Any) -> str:
        return str(getattr(row, "accident", row).external_number)

    def get_revision(self, row: Any) -> int:
        return int(row.number if hasattr(row, "accident") else row.revision_number)

    def get_version(self, row: Any) -> int:
        return int(getattr(row, "accident", row).version)


class _CodeField(serializers.CharField):
    """A code or a name of reference data; empty and null say “none”."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=100, **options)


class FactsSerializer(serializers.Serializer[Any]):
    """Facts that come in. Every one may be left out here: what a registered accident needs, the service asks for.

    Places, sector and department may be given by code, or by name where the name is one of its kind.
    """

    name = serializers.CharField(required=False, allow_blank=True)
    occurred_at = MomentField(required=False, allow_null=True)
    county = _CodeField()
    township = _CodeField()
    village = _CodeField()
    location = serializers.CharField(required=False, allow_blank=True)
    longitude = serializers.DecimalField(max_digits=9, decimal_places=6, required=False, allow_null=True)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=6, required=False, allow_null=True)
    production = serializers.ChoiceField(choices=Production.choices, required=False)
    sector = _CodeField()
    accident_type = _CodeField()
    supervising_department = _CodeField()
    has_no_department = serializers.BooleanField(required=False)
    enterprise = EnterpriseSerializer(required=False)
    deaths = serializers.IntegerField(required=False)
    missing = serializers.IntegerField(required=False)
    missing_presumed_dead = serializers.BooleanField(required=False)
    serious_injuries = serializers.IntegerField(required=False)
    acute_poisonings = serializers.IntegerField(required=False)
    minor_injuries = serializers.IntegerField(required=False)
    direct_loss = serializers.DecimalField(max_digits=14, decimal_places=2, required=False)
    direct_loss_known = serializers.BooleanField(required=False)
    casualty_changed_on = serializers.DateField(required=False, allow_null=True)
    counted_on = serializers.DateField(required=False, allow_null=True)
    known_at = MomentField(required=False, allow_null=True)
    reported_at = MomentField(required=False, allow_null=True)
    summary = serializers.CharField(required=False, allow_blank=True)
    backfill_reason = serializers.CharField(required=False, allow_blank=True)
    external_number = serializers.CharField(required=False, allow_blank=True)

    def to_internal_value(self, data: Any) -> Any:
        """Names that are no fact are refused, so that a misspelt one is not silently dropped."""
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields) - self.other_names):
            raise serializers.ValidationError({name: ["没有这个字段。"] for name in sorted(unknown)})
        return super().to_internal_value(data)

    @property
    def other_names(self) -> set[str]:
        """What a client may send back from an answer; it follows from other facts and is not read."""
        return {"code", "level", "level_basis", "status", "registered_at", "revision", "version", "submit"}

    def said(self) -> dict[str, Any]:
        """The facts that were sent, by their names in ``FactsInput``, references as codes."""
        values = dict(self.validated_data)
        values |= values.pop("enterprise", {})
        if "direct_loss" in values or "direct_loss_known" in values:
            values["is_loss_unknown"] = not values.pop("direct_loss_known", True)
        for name in ("county", "township", "village", "sector", "accident_type", "supervising_department"):
            if name in values:
                values[name] = _code_of(name, values[name] or "", values)
        if values.get("supervising_department"):
            values.setdefault("has_no_department", False)
        if values.get("has_no_department"):
            values.setdefault("supervising_department", "")
        return values

    def facts(self) -> AccidentInput:
        """A whole new accident."""
        blank: dict[str, Any] = {"direct_loss": Decimal("0.00"), "is_loss_unknown": True}
        return AccidentInput(**(blank | self.said()))


class ReportSerializer(serializers.Serializer[Any]):
    """A further report: its kind, the facts it says anew, and why."""

    kind = serializers.ChoiceField(choices=["follow_up", "final", "correction"])
    figures = FactsSerializer(required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class RevisionSerializer(serializers.Serializer[Any]):
    """One report as it was recorded, with all the facts it stated."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    recorded_at = MomentField()
    author = serializers.CharField(source="author_name")
    organization = serializers.CharField(source="author_organization")
    note = serializers.CharField()
    facts = AccidentSerializer(source="*")


def as_sent(fields: dict[str, str]) -> dict[str, str]:
    """Field names as the API has them: enterprise.name instead of enterprise_name."""
    back = {inner: f"enterprise.{outer}" for outer, inner in _ENTERPRISE.items()}
    return {back.get(name, name): message for name, message in fields.items()}


def _code_of(name: str, given: str, values: dict[str, Any]) -> str:
    """The code of a reference that may be given by its name; what is unknown stays as it is and is then refused."""
    if not given:
        return ""
    if name in ("county", "township", "village"):
        if given.isdigit():
            return given
        under = {"county": "", "township": values.get("county", ""), "village": values.get("township", "")}[name]
        places = Division.objects.filter(level=name, name=given, code__startswith=under or "")
        return _only(list(places.values_list("code", flat=True)[:2]), given)
    if name == "sector":
        return _only(list(Sector.objects.filter(name=given).values_list("code", flat=True)[:2]), given)
    if name == "supervising_department":
        return _only(list(Organization.objects.filter(name=given).values_list("code", flat=True)[:2]), given)
    return given


def _only(codes: list[str], given: str) -> str:
    return codes[0] if len(codes) == 1 else given
