"""What a person has written into the editor of a document and not saved yet."""

from django.conf import settings
from django.db import models

from documents.models.document import Document
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class WorkingCopyQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "WorkingCopyQuerySet":
        """One's own, of documents one may see, while one drafts documents; no role sees another person's."""
        if not user.may("document.draft"):
            return self.none()
        return self.filter(user=user, document__in=Document.objects.visible_to(user))


class WorkingCopy(models.Model):
    """The fields of the editor as one person left them, one row for each person and document.

    It is no version of the document: what is in it has not been said yet. So its rows have no history, and it goes
    when its writer saves or lets it go.
    """

    document = models.ForeignKey(Document, verbose_name="公文", on_delete=models.CASCADE, related_name="working_copies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="起草人", on_delete=models.CASCADE, related_name="+"
    )
    # Of the stored text, when its writer opened it.
    version = models.PositiveIntegerField("所依版次")
    entries = models.JSONField("各栏内容")
    # The opened page that wrote it last: another window of the same person does not write over it unseen.
    page = models.CharField("页面", max_length=36)
    saved_at = models.DateTimeField("自动保存时间")

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "未保存的文稿"
        verbose_name_plural = "未保存的文稿"
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="working_copy_one_a_person")]

    def __str__(self) -> str:
        return f"{self.document} 未保存"
