"""Stored responses for repeated API requests."""

from __future__ import annotations

from django.db import models


class AnsweredRequest(models.Model):
    """The response to a request with an Idempotency-Key. Internal to the API, never shown to a person.

    ``digest`` identifies user, URL and key, ``content`` the body. A row without status is a claim that is visible only
    in its own transaction.
    """

    digest = models.CharField("请求摘要", max_length=64, unique=True)
    content = models.CharField("内容摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    data = models.JSONField("答复", null=True)
    headers = models.JSONField("答复头", default=dict)
    at = models.DateTimeField("时间", db_index=True)

    class Meta:
        verbose_name = "已答复的请求"
        verbose_name_plural = "已答复的请求"

    def __str__(self) -> str:
        return self.digest
