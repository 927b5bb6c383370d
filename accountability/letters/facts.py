"""What a letter says of an accident, read from the revision its decision counts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q

from accidents.models import AccidentRevision
from accidents.rules.naming import event_word, inside
from accountability.letters.phrases import LetterAccident
from accountability.models import Decision, DecisionBasis
from foundation.common.clock import local


def accidents_of(decisions: Iterable[Decision], *, newest: bool = False) -> list[LetterAccident]:
    """The accidents of all the decisions' bases, each once, by time of occurrence.

    As they were counted; with ``newest`` as they are registered now, for letters that follow an issued one.
    """
    counted = DecisionBasis.objects.filter(decision__in=list(decisions))
    chosen = Q(pk__in=counted.values("revision_id"))
    if newest:
        chosen = Q(accident__in=counted.values("accident_id"), number=F("accident__revision_number"))
    revisions = (
        AccidentRevision.objects.filter(chosen)
        .select_related("accident", "county", "township", "village", "sector", "accident_type")
        .order_by("occurred_at", "accident__code")
    )
    return [letter_accident(revision) for revision in revisions]


def letter_accident(revision: AccidentRevision) -> LetterAccident:
    """One accident as a letter describes it."""
    assert revision.occurred_at is not None, "a registered accident has its time"
    return LetterAccident(
        code=revision.accident.code,
        name=revision.name,
        occurred_at=local(revision.occurred_at),
        county=revision.county.name,
        township=revision.township.name if revision.township else "",
        location=_location(revision),
        event=event_of(revision),
        production=revision.production,
        level=revision.level,
        deaths=revision.counted_deaths,
        missing=0 if revision.missing_presumed_dead else revision.missing,
        serious_injuries=revision.serious_injuries + revision.acute_poisonings,
        minor_injuries=revision.minor_injuries,
        direct_loss=revision.direct_loss,
        summary=revision.summary,
        is_named_after_body=bool(revision.township and revision.township.is_named_after_body),
    )


def event_of(revision: AccidentRevision) -> str:
    """What happened, in words: 道路运输事故, 火灾事故."""
    return f"{event_word(revision.sector, revision.accident_type)}事故"


def _location(revision: AccidentRevision) -> str:
    """The place inside the township, without saying county or township twice."""
    text = inside(revision.location, *(part.name for part in (revision.county, revision.township) if part))
    village = revision.village
    if village is None or village.name in text or village.short_name in text:
        return text
    return f"{village.name}{text}"
