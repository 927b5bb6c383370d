"""Reading the journal; its list page narrows ``Event.objects.visible_to`` with ``filters.EventFilters``."""

from __future__ import annotations

from django.db import models

from foundation.journal.models import Event, EventQuerySet


def history_of(obj: models.Model) -> EventQuerySet:
    """What was done to one object, newest first; the caller has checked that the object itself may be seen."""
    return Event.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
