"""The units a document may be sent to, in groups, and how 主送 names the chosen ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from documents.content import group_names
from foundation.organizations.models import Organization

Kind = Organization.Kind


@dataclass(frozen=True)
class UnitGroup:
    """Units usually addressed together: ``code`` for forms, ``label`` as 主送 names the whole group."""

    code: str
    label: str
    units: tuple[Organization, ...]


_WHOLE = {
    Kind.COUNTY_GOVERNMENT: ("county_governments", group_names.COUNTY_GOVERNMENTS),
    Kind.COUNTY_BUREAU: ("county_bureaus", group_names.COUNTY_BUREAUS),
    Kind.CITY_DEPARTMENT: ("city_departments", group_names.COMMITTEE_MEMBERS),
}
_ORDER = [
    Kind.COUNTY_GOVERNMENT,
    Kind.COUNTY_BUREAU,
    Kind.CITY_DEPARTMENT,
    Kind.COUNTY_DEPARTMENT,
    Kind.TOWNSHIP_GOVERNMENT,
    Kind.BUREAU_SECTION,
    Kind.BUREAU_UNIT,
]


@dataclass(frozen=True)
class Addressee:
    """A unit and its kind: an ``Organization.Kind``, or a role in which a rule charges it (the same codes)."""

    name: str
    kind: str

    @property
    def rank(self) -> str:
        """Governments of counties and of townships are ranks of their own, all departments are one."""
        return self.kind if self.kind in (Kind.COUNTY_GOVERNMENT, Kind.TOWNSHIP_GOVERNMENT) else ""


def addressed(units: Iterable[Addressee]) -> str:
    """Return units as 主送 and 抄送 write them: 、 between units of one rank, ， between ranks, in the given order."""
    ranks: dict[str, list[str]] = {}
    for unit in dict.fromkeys(units):
        ranks.setdefault(unit.rank, []).append(unit.name)
    return "，".join("、".join(names) for names in ranks.values())


def unit_groups() -> list[UnitGroup]:
    """Return all active units that receive documents by kind, those below a county by county; two queries."""
    units = Organization.objects.filter(is_active=True, kind__in=_ORDER).select_related("division__parent")
    found: dict[tuple[int, str], list[Organization]] = {}
    for unit in units.order_by("division_id", "order", "name_key"):
        found.setdefault((_ORDER.index(Kind(unit.kind)), _county(unit)), []).append(unit)
    return [
        UnitGroup(*_named(_ORDER[order], county, members), tuple(members))
        for (order, county), members in sorted(found.items())
    ]


def main_recipients(chosen: Iterable[Organization], groups: Iterable[UnitGroup]) -> str:
    """Return 主送 for the chosen units: complete groups by their name, other units one by one.

    >>> main_recipients([桃江县人民政府, 安化县人民政府], groups) '桃江县人民政府、安化县人民政府'
    """
    wanted = {unit.pk for unit in chosen}
    parts = []
    for group in groups:
        members = [unit for unit in group.units if unit.pk in wanted]
        if members and len(members) == len(group.units) and _has_name(group):
            parts.append(group.label)
        elif members:
            parts.append("、".join(unit.name for unit in members))
    return "，".join(parts)


def county_governments() -> str:
    """Return 主送 for the governments of all counties; one query."""
    units = Organization.objects.filter(is_active=True, kind=Kind.COUNTY_GOVERNMENT).select_related("division")
    return _governments_label(units.order_by("division_id"))


def units_of(codes: Collection[str], groups: Iterable[UnitGroup]) -> list[Organization]:
    """Return the units of the groups with these codes."""
    return [unit for group in groups if group.code in codes for unit in group.units]


def _governments_label(governments: Iterable[Organization]) -> str:
    """Return 各区县（市）人民政府，大通湖区、益阳高新区管委会: each 管委会 is named (益应急发〔2021〕5号)."""
    areas = "、".join(unit.division.name for unit in governments if unit.division.is_managed_area)
    return f"{group_names.COUNTY_GOVERNMENTS}，{areas}管委会" if areas else group_names.COUNTY_GOVERNMENTS


def _has_name(group: UnitGroup) -> bool:
    return group.code in {code for code, _ in _WHOLE.values()}


def _county(unit: Organization) -> str:
    """Return the county code by which departments and townships are grouped; empty for kinds in one group."""
    return unit.division_id[:6] if unit.kind in (Kind.COUNTY_DEPARTMENT, Kind.TOWNSHIP_GOVERNMENT) else ""


def _named(kind: Organization.Kind, county: str, members: list[Organization]) -> tuple[str, str]:
    if kind == Kind.COUNTY_GOVERNMENT:
        return _WHOLE[kind][0], _governments_label(members)
    if kind in _WHOLE:
        return _WHOLE[kind]
    if not county:
        return kind.value, kind.label
    place = members[0].division if len(members[0].division_id) == 6 else members[0].division.parent
    name = place.short_name if place else county
    return f"{kind.value}-{county}", f"{name}各部门" if kind == Kind.COUNTY_DEPARTMENT else f"{name}各乡镇（街道）"
