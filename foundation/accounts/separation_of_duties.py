"""Which roles one person may hold together, and in which units (三员分立 and the scope of each role). Pure.

System, security and audit administrators are three persons without business roles. A role's scope follows from the
unit's division, so a role in the wrong kind of unit would reach too far: a 填报员 in a section of the bureau would see
every county.
"""

from __future__ import annotations

from collections.abc import Collection

from foundation.common.permissions import ROLE_LABELS

KEEPERS = frozenset({"sysadmin", "secadmin", "auditor"})

_CITY = frozenset({"city_bureau", "bureau_section", "bureau_unit", "committee_office"})
FITTING_KINDS: dict[str, frozenset[str]] = {
    "clerk": frozenset({"county_bureau"}),
    "county_leader": frozenset({"county_bureau", "county_government"}),
    "township": frozenset({"township_government"}),
    "department": frozenset({"county_department", "county_bureau"}),
    "officer": _CITY,
    "reviewer": _CITY,
    "leader": _CITY,
    "auditor": _CITY,
    "sysadmin": _CITY,
    "secadmin": _CITY,
}


def problems(roles: Collection[str], organization_kind: str) -> list[str]:
    """Return Chinese sentences saying why these roles cannot be held in such a unit; empty when they can."""
    found = [f"没有“{role}”这个角色。" for role in roles if role not in ROLE_LABELS]
    keepers = [role for role in ROLE_LABELS if role in roles and role in KEEPERS]
    if len(keepers) > 1:
        found.append(f"{_names(keepers)}须分别由不同的人担任。")
    if keepers and any(role in ROLE_LABELS and role not in KEEPERS for role in roles):
        found.append(f"{_names(keepers)}不能兼任业务角色。")
    unfit = [role for role in ROLE_LABELS if role in roles and organization_kind not in FITTING_KINDS[role]]
    if unfit:
        found.append(f"所属机构与角色不符：{_names(unfit)}。")
    return found


def _names(roles: Collection[str]) -> str:
    return "、".join(ROLE_LABELS[role] for role in roles)
