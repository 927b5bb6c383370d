"""An explanation as it is stored (in parts) and as programs read it (in words); a proposal for ``evaluate``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from accountability.rules.evaluation import Proposal
from accountability.rules.explanation import Counted, Explanation, NearlyCounted
from accountability.rules.reasons import Reason, in_words
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RecipientRole, RuleSpec
from accountability.rules.windows import Window
from foundation.common.clock import local


def explanation_to_parts(explanation: Explanation) -> dict[str, Any]:
    """Return what is stored with a decision: codes, names, numbers and moments, no sentence.

    Accidents that the rule is simply not about are only counted by their reasons. Clause and threshold are those of the
    rule, which is kept beside it.
    """
    recipient = explanation.recipient
    plain = Counter(entry.reasons for entry in explanation.nearly_counted if entry.is_plain)
    return {
        "window": {"start": explanation.window.start.isoformat(), "end": explanation.window.end.isoformat()},
        "recipient": {
            "role": recipient.role.value,
            "code": recipient.code,
            "name": recipient.name,
            "place": recipient.place,
            "reason": recipient.reason.as_parts() if recipient.reason else None,
        },
        "counted": [
            {
                "code": item.code,
                "name": item.name,
                "occurred_at": local(item.occurred_at).isoformat(),
                "level": str(item.level),
                "production": str(item.production),
                "deaths": item.deaths,
                "missing": item.missing,
                "revision": item.revision,
                "fingerprint": item.fingerprint,
            }
            for item in explanation.counted
        ],
        "nearly_counted": [
            {
                "code": entry.code,
                "name": entry.name,
                "occurred_at": local(entry.occurred_at).isoformat(),
                "level": str(entry.level),
                "production": str(entry.production),
                "status": str(entry.status),
                "reasons": [reason.as_parts() for reason in entry.reasons],
                "number": entry.number,
                "would_meet": entry.would_meet,
            }
            for entry in explanation.nearly_counted
            if not entry.is_plain
        ],
        "not_concerned": [
            {"reasons": [reason.as_parts() for reason in reasons], "count": count} for reasons, count in plain.items()
        ],
    }


def explanation_from_parts(parts: Mapping[str, Any], rule: RuleSpec) -> Explanation:
    """Return the stored explanation of a decision under ``rule``, without the accidents that are only counted."""
    recipient, window = parts["recipient"], parts["window"]
    return Explanation(
        rule=rule,
        recipient=Recipient(
            role=RecipientRole(recipient["role"]),
            code=recipient["code"],
            name=recipient["name"],
            place=recipient["place"],
            reason=Reason.from_parts(recipient["reason"]) if recipient["reason"] else None,
        ),
        window=Window(dt.date.fromisoformat(window["start"]), dt.date.fromisoformat(window["end"])),
        counted=tuple(Counted(**_with_moment(item)) for item in parts["counted"]),
        nearly_counted=tuple(
            NearlyCounted(
                **_with_moment(entry) | {"reasons": tuple(Reason.from_parts(reason) for reason in entry["reasons"])}
            )
            for entry in parts["nearly_counted"]
        ),
    )


def _with_moment(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {**stored, "occurred_at": dt.datetime.fromisoformat(stored["occurred_at"])}


def explanation_to_json(parts: Mapping[str, Any], rule: RuleSpec) -> dict[str, Any]:
    """Return a stored explanation as the API gives it: with its sentence and all reasons in words."""
    explanation = explanation_from_parts(parts, rule)
    plain: Counter[str] = Counter()
    for group in parts["not_concerned"]:
        plain[in_words(Reason.from_parts(reason) for reason in group["reasons"])] += group["count"]
    return {
        "text": explanation.text,
        "clause": explanation.clause,
        "threshold": explanation.threshold,
        "window": dict(parts["window"]),
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
