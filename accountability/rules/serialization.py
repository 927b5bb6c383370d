"""The stored and transmitted form of an explanation, and of a proposal for ``evaluate --format json``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from accountability.rules.evaluation import Proposal
from accountability.rules.explanation import Explanation
from accountability.rules.windows import Window
from foundation.common.clock import local


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """Everything a page or program needs later; accidents the rule is simply not about are only counted by reason."""
    plain = Counter(entry.reason_text for entry in explanation.nearly_counted if entry.is_plain)
    return {
        "text": explanation.text,
        "clause": explanation.clause,
        "threshold": explanation.threshold,
        "window": {"start": explanation.window.start.isoformat(), "end": explanation.window.end.isoformat()},
        "counted": [
            {
                "code": item.code,
                "name": item.name,
                "occurred_at": local(item.occurred_at).isoformat(),
                "level": item.level,
                "revision": item.revision,
            }
            for item in explanation.counted
        ],
        "nearly_counted": [
            {
                "code": entry.code,
                "name": entry.name,
                "occurred_at": local(entry.occurred_at).isoformat(),
                "level": entry.level,
                "reasons": [{"code": reason.code, "text": reason.text} for reason in entry.reasons],
                "would_change": entry.would_change,
                "would_change_text": entry.would_change_text,
            }
            for entry in explanation.nearly_counted
            if not entry.is_plain
        ],
        "not_concerned": [{"reason": text, "count": count} for text, count in sorted(plain.items())],
    }


def proposal_to_json(proposal: Proposal) -> dict[str, Any]:
    """One proposal as ``interfaces.md`` writes it; ``explanation`` is the one sentence."""
    return {
        "rule": proposal.rule,
        "measure": proposal.measure.value,
        "issuer": proposal.issuer.value,
        "recipient": {
            "role": proposal.recipient.role.value,
            "code": proposal.recipient.code,
            "name": proposal.recipient.name,
        },
        "basis": list(proposal.basis),
        "trigger": proposal.trigger,
        "resolved": proposal.resolved,
        "explanation": proposal.explanation.text,
    }


def evaluation_to_json(*, ruleset: str, window: Window, as_of: str | None, proposals: list[Proposal]) -> dict[str, Any]:
    """The answer of ``evaluate --format json`` and of the API's simulations."""
    return {
        "ruleset": ruleset,
        "window": {"start": window.start.isoformat(), "end": window.end.isoformat()},
        "as_of": as_of,
        "proposals": [proposal_to_json(proposal) for proposal in proposals],
    }
