from typing import Any, NoReturn

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class EventQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "EventQuerySet":
        return self.filter(user.scope_for("journal.view").q(division="division_code", author="actor_id"))


class Event(models.Model):
    """One action of one person (or of the system), written in the same transaction and never changed.

    Persons and objects are stored by id and by their names at that time, so that an entry stays correct after a person
    has moved or an object was renamed.
    """

    at = models.DateTimeField("时间", db_index=True)
    act = models.CharField("办理", max_length=60)
    actor_id = models.BigIntegerField("办理人编号", null=True)
    actor_name = models.CharField("办理人", max_length=60)
    actor_organization = models.CharField("办理人单位", max_length=100, blank=True)
    object_type = models.CharField("对象类别", max_length=60)
    object_id = models.CharField("对象编号", max_length=60)
    object_label = models.CharField("对象", max_length=200)
    division_code = models.CharField("区划代码", max_length=12, blank=True)
    message = models.TextField("说明", blank=True)
    data = models.JSONField("数据", default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField("请求编号", max_length=40, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="event_object_idx"),
            models.Index(fields=["actor_id", "at"], name="event_actor_idx"),
        ]
        triggers = [pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.act} {self.object_label}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse, as the database does: the journal is append-only."""
        raise TypeError("journal entries are never deleted")
