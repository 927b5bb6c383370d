"""The actions on a document, in the order of its life."""

from __future__ import annotations

from documents.actions import offers
from documents.actions.guards import guarded
from documents.actions.todos import (
    ACKNOWLEDGE_TODO,
    COUNTERSIGN_TODO,
    ISSUE_TODO,
    NOT_PRINTED_TODO,
    REPLY_TODO,
    RETURN_TODO,
    REVIEW_TODO,
    SIGN_TODO,
    STEP_TODOS,
)
from documents.models import Document
from foundation.common.actions import Action, ActionTable, TextInput

S = Document.Status
#: What its drafter may still change.
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
#: What waits for a person before it has a number.
_UNNUMBERED = EDITABLE | {S.IN_REVIEW, S.SIGNED}
_ALL_TODOS = (*STEP_TODOS, NOT_PRINTED_TODO, ACKNOWLEDGE_TODO, REPLY_TODO, COUNTERSIGN_TODO)

_DRAFTING = [
    Action(code="draft", label="拟稿", permission="document.draft", target=S.DRAFT, has_button=False),
    Action(
        code="edit",
        label="修改文稿",
        permission="document.draft",
        sources=EDITABLE,
        event="document.edit",
        event_label="修改文稿",
        obstacles=guarded("edit"),
        has_button=False,
    ),
    Action(
        code="recipients",
        label="修改收文单位",
        permission="document.draft",
        sources=EDITABLE,
        event="document.recipients",
        event_label="修改收文单位",
        is_offered=offers.has_free_kind,
        obstacles=guarded("edit"),
        has_button=False,
    ),
]

_APPROVAL = [
    Action(
        code="submit",
        label="送审",
        permission="document.draft",
        sources=EDITABLE,
        target=S.IN_REVIEW,
        event="document.submit",
        event_label="送审",
        obstacles=guarded("submit"),
        closes=STEP_TODOS,
        opens=(REVIEW_TODO,),
        is_primary=True,
    ),
    Action(
        code="pass",
        label="核稿通过",
        permission="document.review",
        sources=frozenset({S.IN_REVIEW}),
        text=TextInput("核稿意见", name="remark"),
        is_offered=offers.awaits_review,
        obstacles=guarded("pass"),
        closes=STEP_TODOS,
        opens=(SIGN_TODO,),
        is_primary=True,
    ),
    Action(
        code="sign",
        label="签发",
        permission="document.sign",
        sources=frozenset({S.IN_REVIEW}),
        target=S.SIGNED,
        text=TextInput("签发意见", name="remark"),
        is_offered=offers.awaits_signature,
        obstacles=guarded("sign"),
        closes=STEP_TODOS,
        opens=(ISSUE_TODO,),
        is_primary=True,
    ),
    Action(
        code="issue",
        label="印发",
        permission="document.issue",
        sources=frozenset({S.SIGNED}),
        target=S.ISSUING,
        obstacles=guarded("issue"),
        closes=_ALL_TODOS,
        is_primary=True,
    ),
    Action(
        code="return",
        label="退回修改",
        permission="document.return",
        sources=frozenset({S.IN_REVIEW, S.SIGNED}),
        target=S.RETURNED,
        text=TextInput("退回理由", missing="请写退回理由，拟稿人照此修改。"),
        is_offered=offers.is_not_drafter,
        obstacles=guarded("return"),
        closes=STEP_TODOS,
        opens=(RETURN_TODO,),
    ),
]

_ENDING = [
    Action(
        code="withdraw",
        label="作废",
        permission="document.draft",
        sources=EDITABLE,
        target=S.VOIDED,
        text=TextInput("作废理由", missing="请写作废理由，文稿留在列表里备查。"),
        event="document.withdraw",
        event_label="作废文稿",
        obstacles=guarded("withdraw"),
        closes=_ALL_TODOS,
        is_danger=True,
    ),
    Action(
        code="void",
        label="作废文号",
        permission="document.issue",
        sources=frozenset({S.ISSUING}),
        target=S.VOIDED,
        text=TextInput("作废理由", missing="请写作废理由，登记簿里要写明。"),
        event="document.void_number",
        event_label="文号作废",
        is_offered=offers.has_failed,
        obstacles=guarded("void"),
        closes=_ALL_TODOS,
        is_danger=True,
    ),
    Action(
        code="draft_revocation",
        label="起草撤销通知",
        permission="document.draft",
        sources=frozenset({S.ISSUED}),
        text=TextInput("撤销理由", missing="请写撤销理由，通知里要写明。"),
        is_offered=offers.may_be_revoked,
        obstacles=guarded("draft_revocation"),
        is_danger=True,
    ),
]

_BESIDE_THE_STEPS = [
    Action(
        code="ask_countersign",
        label="送会签",
        permission="document.draft",
        sources=EDITABLE | {S.IN_REVIEW},
        event="document.countersign_ask",
        event_label="送会签",
        opens=(COUNTERSIGN_TODO,),
        has_button=False,
    ),
    Action(
        code="remind",
        label="催办回复",
        permission="document.draft",
        sources=frozenset({S.ISSUED}),
        event="document.remind",
        event_label="催办回复",
        has_button=False,
    ),
]

#: Of the system alone: it has no permission, so that nobody is offered it.
_OF_THE_SYSTEM = [
    Action(
        code="freeze",
        label="印制定稿",
        sources=frozenset({S.ISSUING}),
        target=S.ISSUED,
        event="document.freeze",
        event_label="印制定稿",
        closes=(NOT_PRINTED_TODO,),
        opens=(ACKNOWLEDGE_TODO, REPLY_TODO),
    ),
    # Not journalled: nothing has happened to the document yet, and the row keeps what went wrong.
    Action(code="fail_rendering", label="没有制成正本", sources=frozenset({S.ISSUING}), opens=(NOT_PRINTED_TODO,)),
    Action(
        code="reopen",
        label="退回起草",
        sources=_UNNUMBERED,
        target=S.DRAFT,
        event="document.reopen",
        event_label="退回起草",
        closes=STEP_TODOS,
        opens=(RETURN_TODO,),
    ),
    # A document that has nothing left to say ends wherever it stands.
    Action(
        code="take_down",
        label="作废文稿",
        sources=_UNNUMBERED,
        target=S.VOIDED,
        event="document.withdraw",
        closes=_ALL_TODOS,
    ),
    Action(
        code="revoke",
        label="撤销公文",
        sources=frozenset({S.ISSUED}),
        target=S.REVOKED,
        event="document.revoke",
        event_label="撤销公文",
        closes=_ALL_TODOS,
    ),
    Action(
        code="revoke_partly",
        label="部分撤销公文",
        sources=frozenset({S.ISSUED}),
        event="document.revoke_partly",
        event_label="部分撤销公文",
    ),
]

DOCUMENT_ACTIONS = ActionTable(
    [*_DRAFTING, *_APPROVAL, *_ENDING, *_BESIDE_THE_STEPS, *_OF_THE_SYSTEM],
    namespace="documents",
    states=dict(S.choices),
)
