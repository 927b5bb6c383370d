"""A document and every version of its text."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from documents.models.reach import reads_all, recipients_in_reach
from documents.models.series import NumberSeries
from foundation.audit.history import track_rows
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet

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
    "pdf_sm3",
    "pdf_signed_by",
    "pdf_pages",
    "verification_code",
]
#: Words for what has no ``status`` of its own: passed by the reviewer; in force without a part that was revoked.
TO_SIGN, PARTLY_REVOKED = "待签发", "部分撤销"
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


class DocumentQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "DocumentQuerySet":
        """City staff see all by their role; others what is issued and addressed to a unit they receive for.

        A unit asked to countersign sees the text it is asked about, from then on.
        """
        if reads_all(user):
            return self
        recipients, countersignatures = (
            relation.related_model._base_manager
            for relation in (Document.recipients.rel, Document.countersignatures.rel)
        )
        received = recipients.filter(recipients_in_reach(user))
        asked = countersignatures.filter(user.scope_for("document.countersign").q(organization="organization_id"))
        return self.filter(
            Q(status__in=Document.WITH_ORIGINAL, pk__in=received.values("document_id"))
            | Q(pk__in=asked.values("document_id"))
        )


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

    #: States in which there are frozen bytes.
    WITH_ORIGINAL = (Status.ISSUED, Status.REVOKED)

    kind = models.CharField("文种", max_length=30)
    kind_label = models.CharField("文种名称", max_length=30)
    series = models.ForeignKey(NumberSeries, verbose_name="文号序列", on_delete=models.PROTECT)
    title = models.CharField("标题", max_length=200)
    content = models.JSONField("内容")
    copies_to = models.TextField("抄送", blank=True)
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField("版次", default=1)

    drafted_by = PersonField("拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    reviewed_by = PersonField("核稿人", null=True)
    reviewed_at = models.DateTimeField("核稿时间", null=True, blank=True)
    signed_by = PersonField("签发人", null=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    issued_by = PersonField("印发人", null=True)
    issued_at = models.DateTimeField("取号时间", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)
    review_remark = models.CharField("核稿意见", max_length=500, blank=True)
    sign_remark = models.CharField("签发意见", max_length=500, blank=True)
    reply_by = models.DateField("要求回复日期", null=True, blank=True)
    # Of a 撤销通知 that revokes a whole document: which one, and why.
    revokes = models.ForeignKey(
        "self", verbose_name="所撤销公文", null=True, blank=True, on_delete=models.PROTECT, related_name="revocations"
    )
    revokes_because = models.CharField("撤销事由", max_length=500, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_reason = models.CharField("撤销理由", max_length=500, blank=True)
    # Numbers of the notices that revoked what it says of some of its units; for the others it stays in force.
    partly_revoked_by = ArrayField(
        models.CharField(max_length=60), verbose_name="部分撤销通知文号", default=list, blank=True
    )

    number_year = models.PositiveSmallIntegerField("文号年份", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)

    pdf = models.FileField("正本", storage=frozen_storage, upload_to=frozen_name, max_length=255, blank=True)
    pdf_sha256 = models.CharField("正本 SHA-256", max_length=64, blank=True)
    pdf_sm3 = models.CharField("正本 SM3", max_length=64, blank=True)
    pdf_signed_by = models.CharField("电子签名证书", max_length=200, blank=True)
    # Given at issue; leads to the page that says whether a printed document is genuine.
    verification_code = models.CharField("核验码", max_length=16, null=True, blank=True, unique=True)
    pdf_pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    rendered_at = models.DateTimeField("制成时间", null=True, blank=True)
    render_attempts = models.PositiveIntegerField("制版次数", default=0)
    render_error = models.TextField("制版故障", blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "公文"
        verbose_name_plural = "公文"
        ordering = ["-drafted_at", "-id"]
        indexes = [
            models.Index(fields=["-issued_at", "-drafted_at", "id"], name="document_newest_idx"),
            # What waits for somebody: few of all.
            models.Index(
                fields=["status"],
                condition=Q(status__in=["draft", "returned", "in_review", "signed", "issuing"]),
                name="document_open_idx",
            ),
            # The key of a document's entry in the number register.
            models.Index(F("id") * 2, name="document_entry_idx"),
        ]
        constraints = [
            # With the key the index holds all that the register reads to count its entries and to find a page of them.
            models.UniqueConstraint(
                fields=["series", "number_year", "number"], include=["id"], name="document_number_once"
            ),
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

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("documents:detail", args=[self.pk])

    @property
    def is_partly_revoked(self) -> bool:
        """Whether it is in force with a part of it revoked."""
        return self.status == self.Status.ISSUED and bool(self.partly_revoked_by)

    @property
    def state_label(self) -> str:
        """The state in the word pages use: finer than ``status`` within 审核 and of what is partly revoked."""
        if self.status == self.Status.IN_REVIEW and self.reviewed_at is not None:
            return TO_SIGN
        return PARTLY_REVOKED if self.is_partly_revoked else self.get_status_display()


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
        triggers = [
            pgtrigger.Protect(name="document_version_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"
