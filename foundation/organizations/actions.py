"""The actions on a unit that change its state."""

from __future__ import annotations

from foundation.common.actions import Action, ActionTable
from foundation.organizations.models import Organization


def state_of(unit: Organization) -> str:
    """Return the state of a unit, one of ``UNIT_ACTIONS.states``."""
    return "active" if unit.is_active else "closed"


UNIT_ACTIONS = ActionTable(
    [
        Action(
            code="close",
            label="停用机构",
            permission="organization.manage",
            sources=frozenset({"active"}),
            target="closed",
            url_name="toggle-unit",
            is_danger=True,
        ),
        Action(
            code="reopen",
            label="启用机构",
            permission="organization.manage",
            sources=frozenset({"closed"}),
            target="active",
            url_name="toggle-unit",
        ),
    ],
    namespace="organizations",
    states={"active": "在用", "closed": "已停用"},
)
