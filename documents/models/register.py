"""The register book (发文登记簿) as rows: each number ever taken, whether a document has it or not."""

from django.db import models

from documents.models.document import Document
from documents.models.series import NumberSeries, RegisterQuerySet, ReservedNumber


class RegisterEntry(models.Model):
    """One number of the register: a document's, or one reserved or voided without a document. Read only.

    A view of the database over documents and reserved numbers, so that both are sorted, filtered and paged as one; the
    migration creates it.
    """

    class State(models.TextChoices):
        RESERVED = "reserved", "预留"
        ISSUING = "issuing", "印制中"
        ISSUED = "issued", "已印发"
        PARTLY_REVOKED = "partly_revoked", "部分撤销"
        REVOKED = "revoked", "已撤销"
        VOIDED = "voided", "作废"

    id = models.BigIntegerField(primary_key=True)
    series = models.ForeignKey(NumberSeries, verbose_name="文号序列", on_delete=models.DO_NOTHING, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    state = models.CharField("状态", max_length=20, choices=State.choices)
    document = models.ForeignKey(
        Document, verbose_name="公文", null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    reserved = models.ForeignKey(
        ReservedNumber, verbose_name="预留文号", null=True, on_delete=models.DO_NOTHING, related_name="+"
    )

    objects = RegisterQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "documents_register"
        verbose_name = "发文登记"
        verbose_name_plural = "发文登记簿"
        ordering = ["series", "year", "number"]

    def __str__(self) -> str:
        return f"{self.series_id} {self.year} {self.number}"
