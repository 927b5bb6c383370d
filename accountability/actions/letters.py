"""The actions that draft and keep letters on decisions."""

from __future__ import annotations

from functools import partial
from typing import Any

from accountability.actions import eligibility
from accountability.actions.todos import APPROVAL_TODO, DRAFT_TODO, LIFTING_TODO, MINUTES_TODO
from accountability.models import Decision, FollowUpLetter
from documents.actions import EDITABLE
from documents.models import Document
from foundation.accounts.models import User
from foundation.common.actions import Action, ActionTable, TextInput, TodoKind

S = Decision.Status
P = FollowUpLetter.Purpose
_ISSUED = frozenset({S.ISSUED})


def _is_about(purpose: str, user: User, decision: Decision) -> bool:
    return eligibility.is_about(purpose, decision)


def _obstacles(purpose: str, user: User, decision: Decision) -> list[str]:
    obstacle = eligibility.against_follow_up(purpose, decision)
    return [obstacle.text] if obstacle else []


def _follow_up(
    purpose: str,
    label: str,
    *,
    sources: frozenset[str] = _ISSUED,
    text: TextInput | None = None,
    closes: tuple[TodoKind, ...] = (),
    is_primary: bool = False,
) -> Action:
    """Return the action that drafts the follow-up letter of ``purpose``; the decision keeps its state until issue."""
    return Action(
        code=purpose,
        label=label,
        permission="decision.draft_letter",
        sources=sources,
        text=text,
        event="decision.draft_follow_up",
        event_label="起草后续公文",
        is_offered=partial(_is_about, purpose),
        obstacles=partial(_obstacles, purpose),
        is_hidden_while_blocked=True,
        closes=closes,
        url_name="draft_follow_up",
        url_args=(purpose,),
        is_primary=is_primary,
    )


#: In the order of a decision's life; a primary one is the expected next step, the rest is there when it is needed.
FOLLOW_UP_ACTIONS = ActionTable(
    [
        _follow_up(P.VETO_REQUEST, "起草请示", sources=frozenset({S.PROPOSED}), is_primary=True),
        _follow_up(P.INTERVIEW_MINUTES, "起草约谈纪要", closes=(MINUTES_TODO,), is_primary=True),
        _follow_up(P.ACCEPTANCE, "起草整改验收意见"),
        _follow_up(P.LIFTING, "起草解除黄牌警告通知", closes=(LIFTING_TODO,), is_primary=True),
        _follow_up(P.URGING, "起草催办函"),
        _follow_up(P.SUPERVISION, "起草督办函"),
        _follow_up(
            P.REVOCATION,
            "起草撤销通知",
            text=TextInput(
                "撤销的理由",
                help_text="写进通知正文，例如：该起事故经认定不属于生产安全事故（文号）。",
                missing="请写撤销的理由，会写进通知。",
            ),
        ),
    ],
    namespace="accountability",
    states=dict(S.choices),
)

#: The answer of 市委、市政府 to a request on vetoes.
APPROVAL_ACTIONS = ActionTable(
    [
        Action(
            code="record_approval",
            label="登记批复",
            permission="decision.record_approval",
            sources=frozenset({"awaited"}),
            text=TextInput("不批准的理由"),
            closes=(APPROVAL_TODO,),
            opens=(DRAFT_TODO,),
            is_primary=True,
        ),
        # Of the system, with the issue of the request; the document's own entry says it.
        Action(code="await_approval", label="等待批复", opens=(APPROVAL_TODO,)),
    ],
    namespace="accountability",
    states={"unissued": "请示没有印发", "awaited": "待批复", "approved": "已批准", "refused": "未批准"},
)


def approval_state(request: FollowUpLetter) -> str:
    """Return how far the answer to a request is, one of ``APPROVAL_ACTIONS.states``."""
    if request.is_approved is not None:
        return "approved" if request.is_approved else "refused"
    return "awaited" if request.document.status == Document.Status.ISSUED else "unissued"


def _text_actions(*, rewrite: str, details: str) -> list[Action]:
    """Return what an officer may do with the text of a letter in drafting, at the URLs of these names.

    The document writes its own journal entry.
    """
    common: dict[str, Any] = {"permission": "decision.draft_letter", "sources": EDITABLE}
    return [
        Action(code="rewrite", label="按现有登记更新正文", url_name=rewrite, **common),
        Action(code="details", label="修改要素", url_name=details, **common),
    ]


LETTER_ACTIONS = ActionTable(
    _text_actions(rewrite="rewrite", details="details"),
    namespace="accountability",
    states=dict(Document.Status.choices),
)
FOLLOW_UP_LETTER_ACTIONS = ActionTable(
    _text_actions(rewrite="rewrite_follow_up", details="follow_up_details"),
    namespace="accountability",
    states=dict(Document.Status.choices),
)
