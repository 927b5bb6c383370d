"""All actions on an accident, each declared once."""

from __future__ import annotations

from accidents.models import Status
from foundation.common.actions import Action, ActionTable, TextInput, TodoKind

SUBMIT_TODO = TodoKind("accident_submit", "2 小时上报", "去上报", "accident.submit")
FIX_TODO = TodoKind("accident_fix", "退回待改", "去修改", "accident.submit")
VERIFY_TODO = TodoKind("accident_verify", "核实", "去核实", "accident.verify")

_DRAFT = frozenset({Status.DRAFT})
_RETURNED = frozenset({Status.RETURNED})
#: A further report keeps the status, unless it changes what the city has verified (reading 21).
_REPORTABLE = frozenset({Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.WRITE_OFF_PENDING})

ACCIDENT_ACTIONS = ActionTable(
    [
        Action(
            code="follow_up",
            label="续报",
            permission="accident.correct",
            sources=_REPORTABLE,
            opens=(VERIFY_TODO,),
            url_name="report",
            url_query="kind=follow_up",
        ),
        Action(
            code="correct",
            label="更正",
            permission="accident.correct",
            sources=_REPORTABLE,
            opens=(VERIFY_TODO,),
            url_name="report",
            url_query="kind=correction",
        ),
        Action(
            code="return",
            label="退回",
            permission="accident.return",
            sources=frozenset({Status.SUBMITTED, Status.VERIFIED}),
            target=Status.RETURNED,
            text=TextInput("退回原因", help_text="写明哪一项要改、改成什么。", missing="请写退回原因，县局照此修改。"),
            closes=(VERIFY_TODO,),
            opens=(FIX_TODO,),
        ),
        Action(
            code="verify",
            label="核实",
            permission="accident.verify",
            sources=frozenset({Status.SUBMITTED}),
            target=Status.VERIFIED,
            text=TextInput("核实说明", name="note"),
            closes=(VERIFY_TODO,),
            is_primary=True,
        ),
        Action(
            code="save_draft",
            label="保存草稿",
            button="接着填",
            permission="accident.draft",
            sources=_DRAFT,
            opens=(SUBMIT_TODO,),
            url_name="edit",
            is_primary=True,
        ),
        Action(
            code="submit_again",
            label="重新上报",
            button="修改后重新上报",
            permission="accident.submit",
            sources=_RETURNED,
            target=Status.SUBMITTED,
            closes=(FIX_TODO,),
            opens=(VERIFY_TODO,),
            url_name="edit",
            is_primary=True,
        ),
        Action(
            code="submit",
            label="上报",
            permission="accident.submit",
            sources=_DRAFT,
            target=Status.SUBMITTED,
            closes=(SUBMIT_TODO,),
            opens=(VERIFY_TODO,),
            has_button=False,
        ),
        Action(
            code="delete_draft",
            label="删除草稿",
            permission="accident.draft",
            sources=_DRAFT,
            closes=(SUBMIT_TODO,),
            has_button=False,
            is_danger=True,
        ),
    ],
    namespace="accidents",
    states=dict(Status.choices),
)

#: What is written on the register's own form: a draft, and what the city gave back.
EDITABLE = _DRAFT | _RETURNED
