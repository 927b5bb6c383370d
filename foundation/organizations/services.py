"""Services of units and dictionaries: confirm, rename, open and close."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.people import Person
from foundation.organizations.actions import SECTOR_ACTIONS, UNIT_ACTIONS
from foundation.organizations.models import Division, Organization, Sector
from foundation.organizations.pinyin import initials, name_key

_ORGANIZATION_FIELDS = (
    "name",
    "short_name",
    "function",
    "is_supervising",
    "received_by",
    "needs_confirmation",
    "basis",
)


@transaction.atomic
def create_organization(
    *,
    user: Person,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    division: Division,
    parent: Organization | None = None,
    **more: Any,
) -> Organization:
    """Add a unit; ``more`` are further fields. Raises ``DomainError`` naming the invalid fields."""
    action = UNIT_ACTIONS["create"]
    require(user, action.permission)
    unit = Organization(
        code=code.strip(), name=name.strip(), short_name=short_name.strip(), kind=kind, division=division, parent=parent
    )
    for field, value in more.items():
        if field not in _ORGANIZATION_FIELDS:
            raise TypeError(field)
        setattr(unit, field, value)
    _name_keys(unit)
    _save(unit)
    record(
        user=user,
        act=action.event_code,
        obj=unit,
        division_code=division.pk,
        message=f"新建机构 {unit.name}（{unit.code}）。",
    )
    return unit


@transaction.atomic
def update_organization(*, user: Person, organization: Organization, **changes: Any) -> Organization:
    """Rename a unit, confirm it, change its functions or the unit that receives for it. Kind and place stay."""
    action = UNIT_ACTIONS["edit"]
    require(user, action.permission, on=organization)
    unit = lock_row(Organization.objects.all(), organization.pk)
    if unknown := set(changes) - set(_ORGANIZATION_FIELDS):
        raise TypeError(sorted(unknown))
    before = {field: getattr(unit, field) for field in changes}
    for field, value in changes.items():
        setattr(unit, field, value.strip() if isinstance(value, str) else value)
    if unit.received_by_id == unit.pk:
        raise DomainError(
            ErrorCode.RECEIVES_ITSELF, "代收单位不能是本单位。", {"received_by": "代收单位不能是本单位。"}
        )
    changed = {field: getattr(unit, field) for field in changes if getattr(unit, field) != before[field]}
    if not changed:
        return unit
    if "name" in changed:
        _name_keys(unit)
    _save(unit)
    record(
        user=user,
        act=action.event_code,
        obj=unit,
        division_code=unit.division_id,
        message=f"修改机构 {unit.name}：{'、'.join(_verbose(unit, field) for field in changed)}。",
        data={
            "before": {field: str(before[field]) for field in changed},
            "after": {f: str(v) for f, v in changed.items()},
        },
    )
    return unit


@transaction.atomic
def set_organization_active(*, user: Person, organization: Organization, is_active: bool) -> Organization:
    """Close a unit or reopen it. A unit with active users cannot be closed."""
    action = UNIT_ACTIONS["reopen" if is_active else "close"]
    require(user, action.permission, on=organization)
    unit = lock_row(Organization.objects.all(), organization.pk)
    if unit.is_active == is_active:
        return unit
    count = unit.user_set.filter(is_active=True).count()
    if not is_active and count:
        raise DomainError(ErrorCode.HAS_USERS, f"{unit.name}还有 {count} 个在用账号，请先停用或转到别的机构。")
    unit.is_active = is_active
    _save(unit)
    record(
        user=user,
        act=action.event_code,
        obj=unit,
        division_code=unit.division_id,
        message=f"{'启用' if is_active else '停用'}机构 {unit.name}。",
    )
    return unit


@transaction.atomic
def confirm_sector(*, user: Person, sector: Sector, department_function: str, is_active: bool) -> Sector:
    """Confirm a sector: the department usually in charge, and whether it can still be chosen."""
    action = SECTOR_ACTIONS["confirm"]
    require(user, action.permission)
    sector = lock_row(Sector.objects.all(), sector.pk)
    sector.department_function, sector.is_active, sector.needs_confirmation = department_function, is_active, False
    _save(sector)
    record(user=user, act=action.event_code, obj=sector, message=f"确认行业领域“{sector.name}”。")
    return sector


def _name_keys(unit: Organization) -> None:
    unit.name_key, unit.initials = name_key(unit.name), initials(unit.name)


def _save(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        fields = {name: "".join(messages) for name, messages in error.message_dict.items()}
        raise DomainError(ErrorCode.INVALID, "请按提示修改。", fields) from error
    row.save()


def _verbose(row: models.Model, field: str) -> str:
    return str(row._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
