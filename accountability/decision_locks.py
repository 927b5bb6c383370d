"""Holding decisions until a transaction ends, always in the same order."""

from __future__ import annotations

from collections.abc import Sequence

from accountability.models import Decision


def lock_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """The newest rows, locked, with what letters read of them; by primary key, so that two never wait crosswise."""
    rows = Decision.objects.filter(pk__in=[decision.pk for decision in decisions])
    return list(
        rows.select_for_update(of=("self",))
        .select_related(
            "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
        )
        .order_by("pk")
    )
