from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from foundation.audit.history import track_rows
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.files import owners

#: The folder of the storage that holds nothing but attachments.
FOLDER = "attachments"


class AttachmentQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "AttachmentQuerySet":
        """A file is seen by whoever sees its owner, and by nobody else."""
        return self.filter(owners.visible_q(user))

    def of(self, owner: models.Model) -> "AttachmentQuerySet":
        """Return the files of one object."""
        return self.filter(owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk)


@track_rows()
class Attachment(models.Model):
    """An uploaded file, checked on the way in: evidence for one object of an upper layer, its owner."""

    owner_type = models.ForeignKey(ContentType, verbose_name="对象类别", on_delete=models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField("对象编号")
    owner = GenericForeignKey("owner_type", "owner_id")
    purpose = models.CharField("用途", max_length=40)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("文件", upload_to=f"{FOLDER}/%Y/%m/", max_length=255)
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

    @property
    def purpose_label(self) -> str:
        """The Chinese name of the purpose, such as 现场照片."""
        model = ContentType.objects.get_for_id(self.owner_type_id).model_class()
        assert model is not None, "the owner's model is installed"
        return owners.find_purpose(model, self.purpose).label
