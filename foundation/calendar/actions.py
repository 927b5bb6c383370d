"""The actions on the holiday table and on the offices' deadlines; their rows have no state."""

from __future__ import annotations

from foundation.common.actions import Action, ActionTable

HOLIDAY_ACTIONS = ActionTable(
    [
        Action(
            code="enter",
            label="登记节假日",
            permission="reference.manage",
            event="holiday.enter",
            event_label="登记节假日",
            has_button=False,
        ),
        Action(
            code="remove",
            label="删除节假日",
            button="删除",
            permission="reference.manage",
            event="holiday.remove",
            event_label="删除节假日",
            url_name="remove-holiday",
            is_danger=True,
        ),
    ],
    namespace="calendar",
    states={},
)

DEADLINE_ACTIONS = ActionTable(
    [
        Action(
            code="confirm",
            label="确认办理时限",
            permission="reference.manage",
            event="deadline.confirm",
            event_label="确认办理时限",
            url_name="deadline",
        )
    ],
    namespace="calendar",
    states={},
)
