"""How far a person reads documents."""

from __future__ import annotations

from django.db.models import Q

from foundation.common.people import Person


def reads_all(user: Person) -> bool:
    """Return whether the person reads documents city-wide.

    Only they see drafts, versions, approval sheets, archive copies and the number register.
    """
    return user.scope_for("document.view").everything


def recipients_in_reach(user: Person, *, prefix: str = "") -> Q:
    """Return the rows of receipt whose unit lies in the person's reach for reading.

    ``prefix`` is the lookup of the rows from another model, with its ``__``.
    """
    scope = user.scope_for("document.view")
    return scope.q(division=f"{prefix}organization__division__code", organization=f"{prefix}organization_id")
