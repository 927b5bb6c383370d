"""The immutable states of an accident's facts."""

import datetime as dt
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from accidents.models.accident import Accident
from accidents.models.facts import IS_LARGER, SUMMED, Facts
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet

#: What sums and lists as of a moment read, so that they need not read the rows themselves.
_SUMMED = ["id", "superseded_at", *SUMMED]
#: The body of the trigger: a revision changes once, when the next one is recorded.
ONLY_SUPERSEDED_ONCE = """
    expected := OLD;
    expected.superseded_at := NEW.superseded_at;
    IF OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR NEW IS DISTINCT FROM expected THEN
        RAISE EXCEPTION 'a revision is immutable; superseded_at alone is set, once';
    END IF;
    RETURN NEW;
"""


class AccidentRevisionQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "AccidentRevisionQuerySet":
        """Revisions of the accidents in the user's scope; a draft has none."""
        lookups = {kind: f"accident__{field}" for kind, field in Accident.scope_lookups.items()}
        return self.filter(user.scope_for("accident.view").q(**lookups))

    def as_of(self, moment: dt.datetime) -> "AccidentRevisionQuerySet":
        """The revision of each accident that was valid at ``moment`` (aware); none for one registered later.

        Nothing is registered before it occurs, so the range of occurrence narrows the same rows further.
        """
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=moment), recorded_at__lte=moment, occurred_at__lte=moment
        )

    def added_since(self, moment: dt.datetime) -> "AccidentRevisionQuerySet":
        """Valid revisions that were not yet recorded at ``moment``."""
        return self.filter(recorded_at__gt=moment, superseded_at=None)

    def ended_since(self, moment: dt.datetime) -> "AccidentRevisionQuerySet":
        """Revisions that were valid at ``moment`` and have been superseded since."""
        return self.filter(recorded_at__lte=moment, superseded_at__gt=moment)


class AccidentRevision(Facts):
    """A state of an accident's facts, valid from ``recorded_at`` until ``superseded_at`` (empty: still valid).

    Immutable, save that ``superseded_at`` is set once, to the moment when the next revision is recorded. The valid
    revision is cached on the accident. ``is_backfill`` is the accident's, which never changes.
    """

    class Kind(models.TextChoices):
        FLASH = "flash", "快报"
        FOLLOW_UP = "follow_up", "续报"
        FINAL = "final", "终报"
        CORRECTION = "correction", "更正"
        VERIFICATION = "verification", "核实"
        RETURN = "return", "退回"

    accident = models.ForeignKey(
        Accident, verbose_name="事故", on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField("版次")
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    recorded_at = models.DateTimeField("记录时间")
    superseded_at = models.DateTimeField("被更新时间", null=True, blank=True)
    is_backfill = models.BooleanField("补录", default=False)
    author = PersonField("记录人", null=True)
    author_name = models.CharField("记录人姓名", max_length=60)
    author_organization = models.CharField("记录单位", max_length=100)
    note = models.CharField("说明", max_length=500, blank=True)

    objects = AccidentRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "事故版次"
        verbose_name_plural = "事故版次"
        ordering = ["accident_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["accident", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["accident"], condition=Q(superseded_at=None), name="revision_one_valid_per_accident"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="revision_superseded_after_recorded",
            ),
            models.CheckConstraint(condition=Q(occurred_at__lte=F("recorded_at")), name="revision_not_in_future"),
        ]
        indexes = [
            models.Index(fields=["accident", "recorded_at"], include=_SUMMED, name="revision_as_of_idx"),
            models.Index(
                fields=["occurred_at"], include=["accident", "recorded_at", *_SUMMED], name="revision_occurred_idx"
            ),
            models.Index(
                fields=["recorded_at"],
                condition=Q(superseded_at=None),
                include=["accident", *_SUMMED, "occurred_at"],
                name="revision_added_idx",
            ),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                include=["accident", "recorded_at", *SUMMED, "occurred_at"],
                name="revision_ended_idx",
            ),
            models.Index(
                fields=["county", "occurred_at"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                name="revision_county_idx",
            ),
            models.Index(fields=["occurred_at"], condition=IS_LARGER, name="revision_larger_idx"),
        ]
        triggers = [
            pgtrigger.Protect(name="revision_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="revision_superseded_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("expected", "accidents_accidentrevision%ROWTYPE")],
                func=ONLY_SUPERSEDED_ONCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 第{self.number}版"

    def get_absolute_url(self) -> str:
        return self.accident.get_absolute_url()

    @property
    def code(self) -> str:
        return self.accident.code

    @property
    def registered_at(self) -> Any:
        return self.accident.registered_at

    @property
    def is_demo(self) -> bool:
        return self.accident.is_demo

    @property
    def external_number(self) -> str:
        return self.accident.external_number
