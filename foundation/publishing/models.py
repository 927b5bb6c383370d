"""The abstract model of a version, and the triggers that keep published ones as they are."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class Status(models.TextChoices):
    """How far a version has come. A published one can only be withdrawn."""

    DRAFT = "draft", "拟稿"
    CHECKED = "checked", "已复核"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class PublishedVersionQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> Self:
        """Everybody reads what was published; what is not yet, only those who may edit it."""
        permission = self.model.edit_permission
        if permission and user.may(permission):
            return self
        return self.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN])

    def published(self) -> Self:
        """Narrow to published versions that were not withdrawn."""
        return self.filter(status=Status.PUBLISHED)

    def in_force(self, on: dt.date) -> Self:
        """Return of each code the version in force on that day: the newest published one whose validity covers it."""
        valid = self.published().filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)
        return valid.order_by("code", "-version").distinct("code")


class PublishedVersion(models.Model):
    """A version of reference data with its validity, legal basis, author and checker; immutable once published.

    A subclass adds fields, says in ``content()`` what is published, and has its ``Meta`` inherit from this one;
    constraints and triggers of its own are added to the inherited lists. Rows of it stand in a model with a
    ``RowsOfPublished`` trigger. Only the services of this package change ``status``.
    """

    #: Permission that sees and writes what is not published; without one there are only system acts.
    edit_permission: ClassVar[str] = ""

    code = models.CharField("代码", max_length=40)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("名称", max_length=100)
    legal_basis = models.CharField("依据", max_length=200)
    valid_from = models.DateField("施行日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    author = models.CharField("编制", max_length=60)
    checker = models.CharField("复核", max_length=60, blank=True)
    drafted_by = PersonField("编制人账号", null=True)
    checked_by = PersonField("复核人账号", null=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DRAFT)
    digest = models.CharField("内容摘要", max_length=64, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回原因", max_length=500, blank=True)

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="%(app_label)s_%(class)s_version_once"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | (~Q(checker="") & ~Q(digest="")),
                name="%(app_label)s_%(class)s_checked",
            ),
            models.CheckConstraint(
                condition=~Q(drafted_by=F("checked_by")) & (~Q(author=F("checker")) | Q(drafted_by__isnull=False)),
                name="%(app_label)s_%(class)s_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.CHECKED], published_at=None)
                | Q(status__in=[Status.PUBLISHED, Status.WITHDRAWN], published_at__isnull=False),
                name="%(app_label)s_%(class)s_published",
            ),
            models.CheckConstraint(
                condition=(~Q(status=Status.WITHDRAWN) & Q(withdrawn_at=None))
                | (Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="%(app_label)s_%(class)s_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_validity",
                violation_error_message="有效期截止日不能早于施行日期。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status IN ('published', 'withdrawn')"),
                func="""
                    IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'withdrawn'
                        AND to_jsonb(NEW) - ARRAY['status', 'withdrawn_at', 'withdrawal_reason']
                          = to_jsonb(OLD) - ARRAY['status', 'withdrawn_at', 'withdrawal_reason']
                    THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'a published version is immutable';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.version}版）"

    def content(self) -> dict[str, Any]:
        """Return what is published, as JSON values: the fields that matter and all rows, each with a ``code``."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its content is")


class RowsOfPublished(pgtrigger.Trigger):
    """The trigger of a model of rows: rows of a published or withdrawn version are neither added, changed nor deleted.

    ``version_field`` is the foreign key to the version. The version is locked first, so that a row written while it is
    being published waits and is refused.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(self, *, version_field: str, name: str = "rows_of_published_immutable") -> None:
        self.version_field = version_field
        super().__init__(name=name)

    def get_func(self, model: Any) -> str:
        """Return the body of the trigger function for a model class."""
        field = model._meta.get_field(self.version_field)
        assert isinstance(field, models.ForeignKey)
        table, column = field.related_model._meta.db_table, field.column
        return f"""
            PERFORM 1 FROM {table} WHERE id IN (NEW.{column}, OLD.{column}) FOR KEY SHARE;
            IF EXISTS (
                SELECT 1 FROM {table}
                WHERE id IN (NEW.{column}, OLD.{column}) AND status IN ('published', 'withdrawn')
            ) THEN
                RAISE EXCEPTION 'rows of a published version are immutable';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """
