"""Reads of users."""

from __future__ import annotations

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.organizations.models import Organization
from foundation.organizations.selectors import _BUREAU_KINDS, Kind


def users_with(role: str, organization: Organization | None = None) -> QuerySet[User]:
    """Active users who hold ``role``, in ``organization`` when given; for the bureau its sections count as well."""
    users = User.objects.filter(is_active=True, roles__contains=[role]).select_related("organization")
    if organization is None:
        return users
    if organization.kind == Kind.CITY_BUREAU:
        return users.filter(organization__division=organization.division_id, organization__kind__in=_BUREAU_KINDS)
    return users.filter(organization=organization)
