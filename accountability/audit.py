"""Journal entries of this package, written the same way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accountability.models import Decision, RuleSet
from foundation.accounts.models import User
from foundation.audit.services import record

#: Chinese names of the acts that are not rows of the role table: what the engine and letters do to decisions.
SYSTEM_EVENTS = {
    "ruleset.publish": "发布规则集",
    "decision.propose": "提出处理",
    "decision.update_basis": "更新依据",
    "decision.follow_revision": "跟进新版次",
    "decision.lapse": "失效",
    "decision.reopen": "恢复为拟处理",
    "decision.flag": "标注依据变化",
    "decision.clear_flag": "取消标注",
    "decision.supersede": "标注等级上升",
    "decision.issue": "随公文印发",
    "decision.release": "公文撤下",
    "decision.minutes": "约谈纪要印发",
    "decision.close": "办结",
    "decision.lift": "解除黄牌警告",
    "decision.revoke": "撤销",
}


def log_decision_event(
    user: User | None, act: str, decision: Decision, message: str = "", data: Mapping[str, Any] | None = None
) -> None:
    """Enter an act on a decision; ``user`` ``None`` is the engine."""
    values = {"key": decision.key, "status": decision.status, **(data or {})}
    record(user=user, act=act, obj=decision, division_code=decision.place_code, message=message, data=values)


def note_rule_set(act: str, rule_set: RuleSet, message: str) -> None:
    """Enter an act on a rule set, done by the system."""
    record(user=None, act=act, obj=rule_set, division_code=rule_set.division_id, message=message)
