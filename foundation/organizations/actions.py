"""The actions on units and on sectors."""

from __future__ import annotations

from foundation.common.actions import Action, ActionTable
from foundation.organizations.models import Organization


def state_of(unit: Organization) -> str:
    """Return the state of a unit, one of ``UNIT_ACTIONS.states``."""
    return "active" if unit.is_active else "closed"


UNIT_ACTIONS = ActionTable(
    [
        Action(
            code="create",
            label="新建机构",
            permission="organization.manage",
            target="active",
            event="organization.create",
            event_label="新建机构",
            has_button=False,
        ),
        Action(
            code="edit",
            label="修改机构",
            permission="organization.manage",
            event="organization.edit",
            event_label="修改机构",
            has_button=False,
        ),
        Action(
            code="close",
            label="停用机构",
            button="停用",
            permission="organization.manage",
            sources=frozenset({"active"}),
            target="closed",
            event="organization.close",
            event_label="停用机构",
            url_name="close-unit",
            is_danger=True,
        ),
        Action(
            code="reopen",
            label="启用机构",
            button="启用",
            permission="organization.manage",
            sources=frozenset({"closed"}),
            target="active",
            event="organization.reopen",
            event_label="启用机构",
            url_name="reopen-unit",
        ),
    ],
    namespace="organizations",
    states={"active": "在用", "closed": "已停用"},
)

#: A sector is confirmed on its own page; it has no state that an action depends on.
SECTOR_ACTIONS = ActionTable(
    [
        Action(
            code="confirm",
            label="确认行业领域",
            permission="reference.manage",
            event="sector.confirm",
            event_label="确认行业领域",
            url_name="sector",
        )
    ],
    namespace="organizations",
    states={},
)
