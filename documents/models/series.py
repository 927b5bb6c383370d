"""Who issues which kind of document under which number: data of the bureau."""

import pgtrigger
from django.db import models
from django.db.models import Q

from documents.models.reach import reads_all
from foundation.audit.history import track_rows
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ReferenceQuerySet, ScopedQuerySet
from foundation.organizations.models import Organization


@track_rows()
class NumberSeries(models.Model):
    """A series of document numbers: who issues, under which 机关代字, in which form. Data of the bureau."""

    class Form(models.TextChoices):
        DOCUMENT = "document", "文件"
        LETTER = "letter", "信函"
        MINUTES = "minutes", "纪要"

    code = models.CharField("代码", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=60)
    agency_code = models.CharField("机关代字", max_length=20, unique=True)
    issuer = models.ForeignKey(Organization, verbose_name="发文机关", on_delete=models.PROTECT)
    issuer_mark = models.CharField("发文机关标志", max_length=60)
    form = models.CharField("格式", max_length=20, choices=Form.choices, default=Form.DOCUMENT)
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "文号序列"
        verbose_name_plural = "文号序列"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@track_rows()
class DocumentKind(models.Model):
    """A kind of document (文种): its name and the series it is numbered in. Data of the bureau.

    ``is_upward`` kinds name the signer in the head (签发人); ``is_free`` kinds may be begun by an officer from nothing,
    all others are drafted from what they are about. ``main_recipients`` and ``copies_to`` of an upward kind: to which
    organ it is addressed (one, 党政机关公文处理工作条例 第十五条) and who gets a copy.
    """

    code = models.CharField("代码", max_length=30, primary_key=True)
    label = models.CharField("名称", max_length=30)
    series = models.ForeignKey(NumberSeries, verbose_name="文号序列", on_delete=models.PROTECT, related_name="kinds")
    is_upward = models.BooleanField("上行文", default=False)
    is_free = models.BooleanField("可直接起草", default=False)
    main_recipients = models.CharField("主送", max_length=60, blank=True)
    copies_to = models.CharField("抄送", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "文种"
        verbose_name_plural = "文种"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.label


class NumberCounter(models.Model):
    """The last number taken of a series in a year; the row is locked while a number is taken, so there are no gaps."""

    series = models.ForeignKey(NumberSeries, verbose_name="序列", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已取到", default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "文号计数"
        verbose_name_plural = "文号计数"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="number_counter_once")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.year}: {self.last}"


class RegisterQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "RegisterQuerySet":
        """The register book is the issuers': whoever sees documents city-wide."""
        return self if reads_all(user) else self.none()


@track_rows()
class ReservedNumber(models.Model):
    """A number taken from the counter without a document: kept for one, then used, or voided with a reason.

    Never deleted and never used twice: each number up to the counter's is either a document's or a row here.
    """

    class State(models.TextChoices):
        RESERVED = "reserved", "预留"
        USED = "used", "已用"
        VOIDED = "voided", "作废"

    series = models.ForeignKey(
        NumberSeries, verbose_name="文号序列", on_delete=models.PROTECT, related_name="reserved_numbers"
    )
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RESERVED)
    reason = models.CharField("预留事由", max_length=200)
    reserved_by = PersonField("预留人")
    reserved_at = models.DateTimeField("预留时间")
    document = models.OneToOneField(
        "documents.Document",
        verbose_name="用于公文",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reserved_number",
    )
    void_reason = models.CharField("作废理由", max_length=200, blank=True)
    voided_by = PersonField("作废人", null=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "预留文号"
        verbose_name_plural = "预留文号"
        ordering = ["series", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="reserved_number_once"),
            models.CheckConstraint(
                condition=Q(state="reserved", document=None, voided_at=None)
                | Q(state="used", document__isnull=False, voided_at=None)
                | (Q(state="voided", document=None, voided_at__isnull=False) & ~Q(void_reason="")),
                name="reserved_number_state",
            ),
        ]
        triggers = [pgtrigger.Protect(name="reserved_number_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.series.agency_code}〔{self.year}〕{self.number}号"
