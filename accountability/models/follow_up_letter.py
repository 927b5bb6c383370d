"""The letters that follow up decisions: requests, minutes, supervision, acceptance, lifting, revoking."""

from django.db import models
from django.db.models import Q

from accountability.models.decision import Decision
from documents.models import CorrespondenceLetter, Document
from foundation.audit.history import track_rows
from foundation.common.fields import PersonField


@track_rows()
class FollowUpLetter(CorrespondenceLetter):
    """A document about decisions that is not the one that carries them; written from its details and the decisions."""

    class Purpose(models.TextChoices):
        VETO_REQUEST = "veto_request", "实行一票否决的请示"
        INTERVIEW_MINUTES = "interview_minutes", "约谈纪要"
        SUPERVISION = "supervision", "督办函"
        URGING = "urging", "催办函"
        ACCEPTANCE = "acceptance", "整改验收意见"
        LIFTING = "lifting", "解除黄牌警告通知"
        REVOCATION = "revocation", "撤销通知"

    document = models.OneToOneField(
        Document, verbose_name="公文", on_delete=models.PROTECT, related_name="follow_up_letter"
    )
    purpose = models.CharField("用途", max_length=20, choices=Purpose.choices)
    decisions = models.ManyToManyField(Decision, verbose_name="处理决定", related_name="follow_up_letters")
    reason = models.CharField("理由", max_length=500, blank=True)
    # The answer of 市委、市政府 to a request: without it no veto is issued.
    is_approved = models.BooleanField("批准", null=True, blank=True)
    approval_number = models.CharField("批准文号", max_length=60, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approval_recorded_by = PersonField("批复登记人", null=True)
    approval_recorded_at = models.DateTimeField("批复登记时间", null=True, blank=True)

    class Meta(CorrespondenceLetter.Meta):
        verbose_name = "后续文书"
        verbose_name_plural = "后续文书"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_approved=None, approval_recorded_at=None)
                | Q(purpose="veto_request", is_approved__isnull=False, approval_recorded_at__isnull=False),
                name="follow_up_letter_approval",
            )
        ]
