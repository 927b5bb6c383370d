"""The units that rules may charge for an accident, read from its place and its 主管部门."""

from __future__ import annotations

from collections.abc import Callable

from accountability.facts import Department, Government
from foundation.organizations.models import Division, Organization

_OF_A_COUNTY = (Organization.Kind.COUNTY_DEPARTMENT, Organization.Kind.COUNTY_BUREAU)


def government_of(division: Division | None, find: Callable[[str], Organization | None]) -> Government | None:
    """The government of a place; ``find`` looks it up by the division's code (``organizations.selectors``)."""
    if division is None:
        return None
    government = find(division.code)
    return Government(division.code, division.name, government.name if government else "")


def department_of(organization: Organization | None, county: str) -> Department | None:
    """The 主管部门 of an accident; rules charge only one of its own ``county``, a division code (readings.md 10)."""
    if organization is None:
        return None
    is_of_county = organization.kind in _OF_A_COUNTY and organization.division_id == county
    return Department(organization.code, organization.name, is_of_county)
