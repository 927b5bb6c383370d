"""The to-dos on decisions, each with the permission that says who receives it."""

from __future__ import annotations

from foundation.common.actions import TodoKind

PROPOSE_TODO = TodoKind("decision_propose", "拟处理", "办理", "decision.draft_letter")
#: The same matter where leaders decide on the measure too (``rules.measures.DECIDED_BY_LEADERS``).
DECIDE_TODO = TodoKind("decision_propose", "拟处理", "办理", "decision.draft_letter", ("decision.decline",))
EXPECTED_TODO = TodoKind("decision_expected", "待省级文件", "登记", "decision.record_province")
FLAG_TODO = TodoKind("decision_flag", "依据有变", "核对", "decision.confirm")
#: The facts are checked by whoever verifies accidents.
RECHECK_TODO = TodoKind("decision_recheck", "退回核实", "核实", "accident.verify")
DRAFT_TODO = TodoKind("letter_draft", "起草", "起草", "decision.draft_letter")
MINUTES_TODO = TodoKind("interview_minutes", "约谈纪要", "起草", "decision.draft_letter")
LIFTING_TODO = TodoKind("card_lifting", "解除黄牌", "起草", "decision.draft_letter")
APPROVAL_TODO = TodoKind("veto_approval", "登记批复", "登记", "decision.record_approval")
