"""A person's saved views of lists."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class SavedViewQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> SavedViewQuerySet:
        return self.filter(owner=user)


class SavedView(models.Model):
    """A person's own view of a list: filters, columns and sort under a name.

    ``list_name`` is the name of the list's address (accidents:list), ``query`` the canonical query
    (``foundation.ui.saved_views.canonical``). A view opens rows of today: it grants nothing, and what its filters no
    longer find is said when it is opened.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="所有人", on_delete=models.CASCADE, related_name="saved_views"
    )
    list_name = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=2000, blank=True)
    saved_at = models.DateTimeField("保存时间")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "列表视图"
        verbose_name_plural = "列表视图"
        ordering = ["list_name", "saved_at", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "list_name", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
