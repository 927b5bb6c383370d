from typing import Any

from django.conf import settings
from django.db import models

from foundation.common.querysets import ScopedQuerySet
from foundation.files import owners


class AttachmentQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "AttachmentQuerySet":
        """A file is seen by whoever sees the object it hangs on, and by nobody else."""
        return self.filter(owners.visible_q(user))


class Attachment(models.Model):
    """An uploaded file, checked on the way in, hanging on one object of an upper floor."""

    owner_type = models.CharField("对象类别", max_length=60)
    owner_id = models.BigIntegerField("对象编号")
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("文件", upload_to="attachments/%Y/%m/", max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["uploaded_at", "id"]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachment_owner_idx")]

    def __str__(self) -> str:
        return self.name
