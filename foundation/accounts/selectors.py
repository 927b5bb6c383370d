"""Read users."""

from __future__ import annotations

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.common.permissions import roles_with
from foundation.organizations.models import Organization


def users_who_may(permission: str) -> QuerySet[User]:
    """Return active users of the city's offices whose roles have ``permission`` for the whole city."""
    return User.objects.filter(is_active=True, roles__overlap=roles_with(permission, ["city"]))


def users_charged_with(permission: str) -> QuerySet[User]:
    """Return active users whose roles have ``permission`` on what is charged or addressed to their organization."""
    return User.objects.filter(is_active=True, roles__overlap=roles_with(permission, ["charged"]))


def users_with(role: str, organization: Organization | None = None) -> QuerySet[User]:
    """Return active users with ``role``, in ``organization`` when given; for the bureau including its sections."""
    users = User.objects.filter(is_active=True, roles__contains=[role]).select_related("organization")
    if organization is None:
        return users
    if organization.kind == Organization.Kind.CITY_BUREAU:
        return users.filter(
            organization__division=organization.division_id, organization__kind__in=Organization.CITY_OFFICES
        )
    return users.filter(organization=organization)


def has_secadmin() -> bool:
    """Return whether somebody can grant roles."""
    return User.objects.filter(is_active=True, roles__contains=["secadmin"]).exists()
