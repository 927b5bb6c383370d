"""The register: one row an accident."""

import datetime as dt

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse

from accidents.models.facts import IS_LARGER, SUMMED, Facts
from accidents.models.tally import tally_triggers
from accidents.rules.deadlines import first_kept_moment, kept_until
from accidents.rules.vocabulary import COUNTED, Status
from foundation.audit.history import track_rows
from foundation.common import clock
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.common.search import SearchTerms
from foundation.organizations.models import Organization

#: What sums and lists read, so that they need not read the rows themselves.
_SUMMED = ["id", *SUMMED]


class AccidentQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "AccidentQuerySet":
        """Registered accidents in the user's reach; drafts only for the unit that is writing or must submit them."""
        lookups = Accident.scope_lookups
        registered = user.scope_for("accident.view").q(**lookups) & ~Q(status=Status.DRAFT)
        unfinished = user.scope_for("accident.draft").q(**lookups) & Q(status=Status.DRAFT, deleted_at=None)
        return self.filter(registered | unfinished)

    def registered_visible_to(self, user: Person | None) -> "AccidentQuerySet":
        """``visible_to`` without drafts, as a filter that an index serves."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        reach = user.scope_for("accident.view").q(**Accident.scope_lookups)
        return self.filter(reach).exclude(status=Status.DRAFT)

    def restorable_by(self, user: Person | None) -> "AccidentQuerySet":
        """Drafts that ``user`` wrote, has deleted and can still have back (reading 32); nobody else sees them."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        reach = user.scope_for("accident.draft").q(**Accident.scope_lookups)
        since = first_kept_moment(clock.today())
        return self.filter(reach, status=Status.DRAFT, drafted_by=user, deleted_at__gte=since)

    def counted(self) -> "AccidentQuerySet":
        """Accidents that rules and statistics count (reading 2)."""
        return self.filter(status__in=COUNTED)


@track_rows(exclude=["search_terms"])
class Accident(Facts):
    """One accident; its facts are those of its newest revision, kept here for reading.

    ``code`` is the number given when it is registered; a draft carries its ``draft_code`` until then.
    ``place_code`` is the township's code, or the county's while no township is known: the scope's prefix.
    ``is_quick`` is a draft written on the 快报 form and not completed on the full one since; ``deleted_at`` is when its
    author deleted a draft, which is then kept until ``kept_until``.
    """

    code = models.CharField("事故编号", max_length=40, unique=True)
    draft_code = models.CharField("草稿编号", max_length=40, unique=True)
    place_code = models.CharField("地点代码", max_length=12)
    external_number = models.CharField("直报系统编号", max_length=60, blank=True)
    drafted_by = PersonField("填报人", null=True)
    drafting_organization = models.ForeignKey(
        Organization, verbose_name="填报单位", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("建立时间")
    saved_at = models.DateTimeField("保存时间")
    registered_at = models.DateTimeField("录入时间", null=True, blank=True)
    registered_by = PersonField("录入人", null=True)
    is_backfill = models.BooleanField("补录", default=False)
    revision_number = models.PositiveIntegerField("版次", default=0)
    version = models.PositiveIntegerField("保存次数", default=1)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    is_quick = models.BooleanField("快报稿", default=False)
    deleted_at = models.DateTimeField("草稿删除时间", null=True, blank=True)
    is_demo = models.BooleanField("演示数据", default=False)
    has_given_name = models.BooleanField("名称由人填写", default=False)
    search_terms = models.GeneratedField(
        expression=SearchTerms("search_key"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        verbose_name="检索字组",
    )

    objects = AccidentQuerySet.as_manager()
    scope_lookups = {
        "division": "place_code",
        "organization": "supervising_department_id",
        "author": "drafted_by_id",
    }

    class Meta:
        verbose_name = "事故"
        verbose_name_plural = "事故"
        ordering = ["-occurred_at", "-code"]
        indexes = [
            models.Index(
                fields=["-occurred_at", "-code"], include=["place_code", *_SUMMED], name="accident_occurred_idx"
            ),
            models.Index(
                fields=["place_code", "occurred_at"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                include=_SUMMED,
                name="accident_place_idx",
            ),
            models.Index(
                fields=["county", "occurred_at"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                name="accident_county_idx",
            ),
            models.Index(fields=["supervising_department", "occurred_at"], name="accident_department_idx"),
            models.Index(fields=["occurred_at"], condition=IS_LARGER, name="accident_larger_idx"),
            models.Index(fields=["saved_at"], condition=Q(status=Status.DRAFT), name="accident_draft_idx"),
            models.Index(OpClass(Upper("code"), "text_pattern_ops"), name="accident_code_idx"),
            GinIndex(fields=["search_terms"], fastupdate=False, name="accident_search_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="accident_status_known"),
            models.CheckConstraint(condition=Q(direct_loss__gte=0), name="accident_loss_not_negative"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(
                    occurred_at__isnull=False,
                    counted_on__isnull=False,
                    township__isnull=False,
                    sector__isnull=False,
                    registered_at__isnull=False,
                    revision_number__gte=1,
                ),
                name="accident_registered_is_complete",
            ),
            models.CheckConstraint(condition=Q(deleted_at=None) | Q(status="draft"), name="accident_deleted_is_draft"),
            models.CheckConstraint(
                condition=Q(is_loss_unknown=False) | Q(direct_loss=0), name="accident_unknown_loss_is_zero"
            ),
            models.CheckConstraint(
                condition=Q(has_no_department=False) | Q(supervising_department=None),
                name="accident_department_or_none",
            ),
            models.CheckConstraint(
                condition=Q(registered_at=None) | Q(occurred_at__lte=F("registered_at")), name="accident_not_in_future"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="accident_registered_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status="draft"),
            ),
            *tally_triggers(),
        ]

    def __str__(self) -> str:
        return self.name or "未命名的事故草稿"

    @property
    def kept_until(self) -> dt.date | None:
        """The last day (until 24:00) on which a deleted draft can be restored."""
        return kept_until(clock.local(self.deleted_at).date()) if self.deleted_at else None

    def get_absolute_url(self) -> str:
        return reverse("accidents:detail", args=[self.code])
