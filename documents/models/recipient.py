"""The units a document is for, and the units asked before it is signed."""

from django.db import models
from django.db.models import Q

from documents.models.document import Document
from documents.models.reach import reads_all, recipients_in_reach
from foundation.audit.history import track_rows
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.organizations.models import Organization

#: How a document of each kind speaks of the units that its text is about.
_NAMED_BY_KIND = {"notice": "被通报单位", "yellow_card": "被警告单位", "veto": "被一票否决单位"}
_AWAITING_RECEIPT = Q(must_acknowledge=True, acknowledged_at__isnull=True, served_at__isnull=False)
_AWAITING_REPLY = Q(must_reply=True, replied_at__isnull=True, served_at__isnull=False)


class DocumentRecipientQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "DocumentRecipientQuerySet":
        """City staff see all; others the units below them or that they receive for, not the receipts of neighbours."""
        return self.filter(recipients_in_reach(user), document__in=Document.objects.visible_to(user))

    def of_units(self, user: Person, act: str) -> "DocumentRecipientQuerySet":
        """Return the rows for whose units ``user`` may do ``act``."""
        return self.filter(user.scope_for(act).q(organization="organization_id"))

    def awaiting_receipt(self) -> "DocumentRecipientQuerySet":
        """Return the rows of units that must acknowledge and have not."""
        return self.filter(_AWAITING_RECEIPT)

    def awaiting_reply(self) -> "DocumentRecipientQuerySet":
        """Return the rows of units that must reply and have not."""
        return self.filter(_AWAITING_REPLY)


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
    acknowledged_by = PersonField("签收人", null=True)
    on_paper = models.BooleanField("纸质签收", default=False)
    paper_signer = models.CharField("纸质签收人", max_length=60, blank=True)
    must_reply = models.BooleanField("须回复", default=False)
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    replied_by = PersonField("回复人", null=True)
    reply = models.TextField("回复内容", blank=True)
    # On paper: ``reply`` is its gist, ``replied_by`` the officer who recorded it.
    is_paper_reply = models.BooleanField("纸质回复", default=False)

    objects = DocumentRecipientQuerySet.as_manager()
    scope_lookups = {"organization": "organization_id"}

    class Meta:
        verbose_name = "收文单位"
        verbose_name_plural = "收文单位"
        ordering = ["document_id", "role", "organization__order", "organization_id"]
        indexes = [
            models.Index(fields=["organization"], condition=_AWAITING_RECEIPT, name="recipient_receipt_idx"),
            models.Index(fields=["organization"], condition=_AWAITING_REPLY, name="recipient_reply_idx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "organization", "role"], name="document_recipient_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.role_label}"

    @property
    def role_label(self) -> str:
        """主送, 抄送, or what the document's kind calls a unit its text is about: 被通报单位, 被警告单位."""
        label = self.Role(self.role).label
        return _NAMED_BY_KIND.get(self.document.kind, label) if self.role == self.Role.NAMED else label


class CountersignatureQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "CountersignatureQuerySet":
        """Inside the office: whoever sees documents city-wide, and the unit that was asked its own; no recipient."""
        if reads_all(user):
            return self
        return self.filter(user.scope_for("document.countersign").q(organization="organization_id"))


@track_rows()
class Countersignature(models.Model):
    """会签: a unit asked for its opinion on a text before it is signed, and what it answered."""

    class Opinion(models.TextChoices):
        NONE = "", "未答复"
        AGREED = "agreed", "同意"
        OBJECTED = "objected", "不同意"

    document = models.ForeignKey(
        Document, verbose_name="公文", on_delete=models.CASCADE, related_name="countersignatures"
    )
    organization = models.ForeignKey(Organization, verbose_name="会签单位", on_delete=models.PROTECT, related_name="+")
    asked_by = PersonField("送会签人")
    asked_at = models.DateTimeField("送会签时间")
    text_version = models.PositiveIntegerField("会签文稿版次")
    opinion = models.CharField("意见", max_length=10, choices=Opinion.choices, default="", blank=True)
    remark = models.CharField("会签意见", max_length=500, blank=True)
    answered_by = PersonField("会签人", null=True)
    answered_at = models.DateTimeField("会签时间", null=True, blank=True)

    objects = CountersignatureQuerySet.as_manager()
    scope_lookups = {"organization": "organization_id"}

    class Meta:
        verbose_name = "会签"
        verbose_name_plural = "会签"
        ordering = ["document_id", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "organization"], name="countersignature_once"),
            models.CheckConstraint(
                condition=Q(opinion="", answered_at=None) | (~Q(opinion="") & Q(answered_at__isnull=False)),
                name="countersignature_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_opinion_display()}"
