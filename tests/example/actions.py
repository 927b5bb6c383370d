"""The actions on a patrol, each declared once."""

from __future__ import annotations

from foundation.common.actions import Action, ActionTable, TextInput, TodoKind
from tests.example.models import Patrol

CLOSE_TODO = TodoKind("patrol_close", "办结巡查", "去办结", "patrol.close")

PATROL_ACTIONS = ActionTable(
    [
        Action(
            code="record",
            label="登记巡查",
            permission="patrol.record",
            target=Patrol.Status.OPEN,
            opens=(CLOSE_TODO,),
            has_button=False,
        ),
        Action(
            code="close",
            label="办结",
            permission="patrol.close",
            sources=frozenset({Patrol.Status.OPEN}),
            target=Patrol.Status.CLOSED,
            text=TextInput("办结意见", name="remark", missing="请写办结意见。"),
            closes=(CLOSE_TODO,),
            is_primary=True,
        ),
    ],
    namespace="example",
    states=dict(Patrol.Status.choices),
)
