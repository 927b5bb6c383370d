"""The actions on a request for 会签; its state is that of the document."""

from __future__ import annotations

from documents.actions.documents import DOCUMENT_ACTIONS
from documents.actions.todos import COUNTERSIGN_TODO
from documents.models import Document
from foundation.common.actions import Action, ActionTable, TextInput

#: As long as the text may change: a unit answers before the signature, not after it.
_OPEN = DOCUMENT_ACTIONS["ask_countersign"].sources

COUNTERSIGNATURE_ACTIONS = ActionTable(
    [
        Action(
            code="answer",
            label="会签",
            permission="document.countersign",
            sources=_OPEN,
            text=TextInput("会签意见", name="remark", help_text="不同意的须写明。"),
            closes=(COUNTERSIGN_TODO,),
            url_name="countersign",
        ),
        Action(
            code="withdraw",
            label="撤回会签",
            permission="document.draft",
            sources=_OPEN,
            text=TextInput("撤回理由"),
            event="document.countersign_withdraw",
            event_label="撤回会签",
            closes=(COUNTERSIGN_TODO,),
            url_name="withdraw_countersign",
            is_danger=True,
        ),
        Action(
            code="ask_again",
            label="重新送会签",
            sources=_OPEN,
            event="document.countersign_ask",
            opens=(COUNTERSIGN_TODO,),
        ),
    ],
    namespace="documents",
    states=dict(Document.Status.choices),
)
