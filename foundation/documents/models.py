from typing import Any

import pgtrigger
from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q

from foundation.journal.history import track_rows
from foundation.kit.querysets import ReferenceQuerySet, ScopedQuerySet
from foundation.organizations.models import Organization

FROZEN = [
    "kind",
    "series_id",
    "title",
    "content",
    "copies_to",
    "dated_on",
    "number_year",
    "number",
    "document_number",
    "printed_on",
    "pdf",
    "pdf_sha256",
    "pdf_pages",
]
# From the moment a number is taken, it and what will be printed under it stay.
NUMBERED = ["series_id", "title", "content", "dated_on", "number_year", "number", "document_number", "printed_on"]


def _changed(columns: list[str]) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


FROZEN_CHANGED = f"""OLD.status IN ('issued', 'revoked')
    AND {_changed(FROZEN)}"""
NUMBERED_CHANGED = f"OLD.number IS NOT NULL AND {_changed(NUMBERED)}"


def frozen_name(document: "Document", name: str) -> str:
    """Folder by the year of the number."""
    return f"issued/{document.number_year}/{name}"


def frozen_storage() -> Any:
    """Where issued bytes are kept: private, never under a public address."""
    return storages["documents"]


@track_rows()
class NumberSeries(models.Model):
    """A series of document numbers: who issues, under which 机关代字, in which form. Data of the bureau."""

    code = models.CharField("代码", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=60)
    agency_code = models.CharField("机关代字", max_length=20)
    issuer = models.ForeignKey(Organization, verbose_name="发文机关", on_delete=models.PROTECT)
    issuer_mark = models.CharField("发文机关标志", max_length=60)
    form = models.CharField("格式", max_length=20, choices=[("document", "文件")], default="document")
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)
    kinds = models.JSONField("用于文种", default=list, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "文号序列"
        verbose_name_plural = "文号序列"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


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


class DocumentQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "DocumentQuerySet":
        """City staff see all by their role; others what is issued and addressed to a unit they receive for."""
        scope = user.scope_for("document.view")
        if scope.everything:
            return self
        received = DocumentRecipient.objects.filter(
            scope.q(division="organization__division__code", organization="organization_id")
        )
        return self.filter(status__in=["issued", "revoked"], pk__in=received.values("document_id"))


@track_rows()
class Document(models.Model):
    """One official document from draft to issue; once issued its content, number and bytes never change."""

    class Status(models.TextChoices):
        DRAFT = "draft", "起草"
        RETURNED = "returned", "退回修改"
        IN_REVIEW = "in_review", "审核"
        SIGNED = "signed", "已签发"
        ISSUING = "issuing", "印制中"
        ISSUED = "issued", "已印发"
        VOIDED = "voided", "作废"
        REVOKED = "revoked", "已撤销"

    kind = models.CharField("文种", max_length=30)
    kind_label = models.CharField("文种名称", max_length=30)
    series = models.ForeignKey(NumberSeries, verbose_name="文号序列", on_delete=models.PROTECT)
    title = models.CharField("标题", max_length=200)
    content = models.JSONField("内容")
    copies_to = models.TextField("抄送", blank=True)
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField("版次", default=1)

    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="拟稿人", on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField("拟稿时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="核稿人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField("核稿时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="签发人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="印发人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField("取号时间", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)

    number_year = models.PositiveSmallIntegerField("文号年份", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)

    pdf = models.FileField("正本", storage=frozen_storage, upload_to=frozen_name, max_length=255, blank=True)
    pdf_sha256 = models.CharField("正本 SHA-256", max_length=64, blank=True)
    pdf_pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    rendered_at = models.DateTimeField("制成时间", null=True, blank=True)
    render_attempts = models.PositiveIntegerField("制版次数", default=0)
    render_error = models.TextField("制版故障", blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "公文"
        verbose_name_plural = "公文"
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number_year", "number"], name="document_number_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "returned", "in_review", "signed", "issuing", "issued", "voided", "revoked"]
                ),
                name="document_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issuing", "issued", "revoked"])
                | Q(number__isnull=False, number_year__isnull=False, dated_on__isnull=False, printed_on__isnull=False),
                name="document_issued_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "revoked"]) | (~Q(pdf="") & ~Q(pdf_sha256="")),
                name="document_issued_has_bytes",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")), name="document_drafter_does_not_sign"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="document_no_delete_numbered",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
            ),
            pgtrigger.Protect(
                name="document_issued_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(FROZEN_CHANGED),
            ),
            pgtrigger.Protect(
                name="document_number_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(NUMBERED_CHANGED),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """Every saved state of a document's text before issue, append-only."""

    document = models.ForeignKey(Document, verbose_name="公文", on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField("版次")
    title = models.CharField("标题", max_length=200)
    content = models.JSONField("内容")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="保存人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "公文版次"
        verbose_name_plural = "公文版次"
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"


class DocumentRecipientQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "DocumentRecipientQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user))


@track_rows()
class DocumentRecipient(models.Model):
    """A unit that the document is for: 主送, 抄送, or named in the text; with its times of service and receipt."""

    class Role(models.TextChoices):
        MAIN = "main", "主送"
        NAMED = "named", "被通报、被警告单位"
        COPY = "copy", "抄送"

    document = models.ForeignKey(Document, verbose_name="公文", on_delete=models.CASCADE, related_name="recipients")
    organization = models.ForeignKey(Organization, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("类别", max_length=10, choices=Role.choices)
    must_acknowledge = models.BooleanField("须签收", default=True)
    served_at = models.DateTimeField("送达时间", null=True, blank=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="签收人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    on_paper = models.BooleanField("纸质签收", default=False)
    paper_signer = models.CharField("纸质签收人", max_length=60, blank=True)

    objects = DocumentRecipientQuerySet.as_manager()
    scope_lookups = {"organization": "organization_id"}

    class Meta:
        verbose_name = "收文单位"
        verbose_name_plural = "收文单位"
        ordering = ["document_id", "role", "organization__order", "organization_id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "organization", "role"], name="document_recipient_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_role_display()}"
