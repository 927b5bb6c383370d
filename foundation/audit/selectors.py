"""Read the journal. Its list page narrows ``Event.objects.visible_to`` with ``filters.EventFilters``."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from foundation.audit.models import Event, EventQuerySet


def history_of(obj: models.Model) -> EventQuerySet:
    """Return the events of one object, newest first. The caller has checked that the object may be seen."""
    return Event.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def newest_value(model: type[models.Model], *, act: str, key: str, pk: str = "pk") -> Subquery:
    """Annotate rows of ``model`` with the value under ``key`` of their newest event ``act``; null without one.

    ``pk`` is the lookup of the model's key, for rows of another model that point to it.
    """
    events = Event.objects.filter(
        object_type=model._meta.label_lower, object_id=Cast(OuterRef(pk), models.CharField()), act=act
    )
    newest = events.order_by("-at", "-pk").values_list(KeyTextTransform(key, "data"))
    return Subquery(newest[:1], output_field=models.TextField())
