"""The actions on a decision: what people decide, and what reconciliation and its letters do to it."""

from __future__ import annotations

from accountability.actions.eligibility import letter_obstacles
from accountability.actions.todos import DRAFT_TODO, LIFTING_TODO, MINUTES_TODO, RECHECK_TODO
from accountability.models import Decision
from foundation.common.actions import Action, ActionTable, TextInput

S = Decision.Status
_PROPOSED = frozenset({S.PROPOSED})
_ISSUED = frozenset({S.ISSUED})

_OF_PEOPLE = [
    Action(
        code="approve",
        label="同意处理",
        button="同意，转起草",
        permission="decision.approve",
        sources=_PROPOSED,
        text=TextInput("批示", name="remark"),
        is_offered=lambda user, decision: decision.approved_at is None,
        closes=(RECHECK_TODO,),
        opens=(DRAFT_TODO,),
        is_primary=True,
    ),
    Action(
        code="draft_letter",
        label="起草公文",
        permission="decision.draft_letter",
        sources=_PROPOSED,
        target=S.DRAFTING,
        obstacles=letter_obstacles,
        is_hidden_while_blocked=True,
        closes=(RECHECK_TODO, DRAFT_TODO),
        is_primary=True,
    ),
    Action(
        code="record_province",
        label="登记省级文件",
        permission="decision.record_province",
        sources=frozenset({S.EXPECTED}),
        target=S.CLOSED,
        text=TextInput("没有发文的原因"),
        url_name="province",
        is_primary=True,
    ),
    Action(
        code="send_back",
        label="退回核实",
        permission="decision.send_back",
        sources=_PROPOSED,
        text=TextInput(
            "要核实什么",
            help_text="例如：死亡人数与公安通报不一致。",
            missing="请写要核实什么，经办人按此去查。",
        ),
        closes=(DRAFT_TODO,),
        opens=(RECHECK_TODO,),
    ),
    Action(
        code="decline",
        label="不予处理",
        permission="decision.decline",
        sources=_PROPOSED,
        target=S.DECLINED,
        text=TextInput(
            "不予处理的理由",
            help_text="理由会留在决定里，审计可查。",
            missing="请写不予处理的理由，会留在决定里。",
        ),
        closes=(RECHECK_TODO, DRAFT_TODO),
        is_danger=True,
    ),
]

#: What reconciliation does (``reconciliation.updater``).
_OF_RECONCILIATION = [
    Action(code="propose", label="提出处理", event="decision.propose", event_label="提出处理"),
    Action(code="update_basis", label="更新依据", event="decision.update_basis", event_label="更新依据"),
    Action(code="follow_revision", label="跟进新版次", event="decision.follow_revision", event_label="跟进新版次"),
    Action(
        code="lapse",
        label="失效",
        target=S.LAPSED,
        event="decision.lapse",
        event_label="失效",
        closes=(RECHECK_TODO, DRAFT_TODO),
    ),
    Action(code="reopen", label="恢复为拟处理", event="decision.reopen", event_label="恢复为拟处理"),
    Action(code="flag", label="标注依据变化", event="decision.flag", event_label="标注依据变化"),
    Action(code="clear_flag", label="取消标注", event="decision.clear_flag", event_label="取消标注"),
    Action(code="supersede", label="标注等级上升", event="decision.supersede", event_label="标注等级上升"),
]

#: What the issue or end of a letter does (``letters.progress``, ``letters.follow_up_progress``).
_OF_LETTERS = [
    Action(
        code="issue",
        label="随公文印发",
        sources=frozenset({S.DRAFTING}),
        target=S.ISSUED,
        event="decision.issue",
        event_label="随公文印发",
        opens=(MINUTES_TODO,),
    ),
    Action(
        code="release",
        label="公文撤下",
        sources=frozenset({S.DRAFTING}),
        target=S.PROPOSED,
        event="decision.release",
        event_label="公文撤下",
    ),
    Action(
        code="minutes",
        label="约谈纪要印发",
        sources=_ISSUED,
        event="decision.minutes",
        event_label="约谈纪要印发",
    ),
    # Not journalled: the entry on the letter says it, and what follows has entries of its own.
    Action(
        code="accept",
        label="整改验收合格",
        sources=_ISSUED,
        closes=(MINUTES_TODO, LIFTING_TODO),
        opens=(LIFTING_TODO,),
    ),
    Action(
        code="close",
        label="办结",
        sources=_ISSUED,
        target=S.CLOSED,
        event="decision.close",
        event_label="办结",
    ),
    Action(
        code="lift",
        label="解除黄牌警告",
        sources=_ISSUED,
        target=S.LIFTED,
        event="decision.lift",
        event_label="解除黄牌警告",
    ),
    Action(
        code="revoke",
        label="撤销",
        sources=_ISSUED,
        target=S.REVOKED,
        event="decision.revoke",
        event_label="撤销",
        closes=(MINUTES_TODO, LIFTING_TODO),
    ),
]

DECISION_ACTIONS = ActionTable(
    [*_OF_PEOPLE, *_OF_RECONCILIATION, *_OF_LETTERS], namespace="accountability", states=dict(S.choices)
)

#: A flag has states of its own: it is raised and answered while the decision stays in force. Its to-do follows the
#: state (``decisions.todos.refresh_decision_todos``), whatever raised or ended it.
FLAG_ACTIONS = ActionTable(
    [
        Action(
            code="confirm",
            label="核对依据",
            permission="decision.confirm",
            sources=frozenset(flag for flag in Decision.Flag.values if flag),
            text=TextInput("维持原决定的理由", missing="请写维持原决定的理由。"),
            is_primary=True,
        )
    ],
    namespace="accountability",
    states={**dict(Decision.Flag.choices), Decision.Flag.NONE: "没有待核对的提示"},
)
