"""Users for tests: one of any role in a fitting unit. Needs the fixture ``city``."""

from __future__ import annotations

from typing import Any

from django.db import models

from foundation.accounts.models import User
from foundation.organizations.models import Organization

#: role -> code of a unit where it fits.
UNIT_OF_ROLE = {
    "clerk": "430922-emergency",
    "county_leader": "430922-emergency",
    "township": "430922115",
    "department": "430922-housing",
    "officer": "4309-emergency-coordination",
    "reviewer": "4309-emergency-coordination",
    "leader": "4309-emergency",
    "auditor": "4309-emergency-office",
    "sysadmin": "4309-emergency-office",
    "secadmin": "4309-emergency-office",
}


def make_user(
    *roles: str,
    username: str | None = None,
    unit: str | None = None,
    password: str | None = None,
    is_active: bool = True,
) -> User:
    """Return a stored user with ``roles``; the unit is that of the first role unless given by its code."""
    code = unit or UNIT_OF_ROLE[roles[0] if roles else "officer"]
    name = username or "-".join(roles) or "nobody"
    user = User(
        username=name,
        name=name,
        organization=Organization.objects.get(code=code),
        roles=list(roles),
        is_active=is_active,
    )
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    return user


def history_model(model: type[models.Model]) -> Any:
    """Return the model of the row history of ``model``'s table."""
    return model.pgh_event_model  # type: ignore[attr-defined]
