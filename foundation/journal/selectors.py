"""Reading the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.journal.models import Event, EventQuerySet
from foundation.workdays import clock


def history_of(obj: models.Model) -> EventQuerySet:
    """What was done to one object, newest first; the caller has checked that the object itself may be seen."""
    return Event.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def search(
    user: Any,
    *,
    text: str = "",
    act: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
    request_id: str = "",
) -> EventQuerySet:
    """Entries that ``user`` may read, newest first; ``text`` is found in persons, units, objects and messages."""
    events = Event.objects.visible_to(user)
    if text:
        events = events.filter(
            Q(actor_name__icontains=text)
            | Q(actor_organization__icontains=text)
            | Q(object_label__icontains=text)
            | Q(message__icontains=text)
        )
    if act:
        events = events.filter(act=act)
    if first:
        events = events.filter(at__gte=clock.start_of_day(first))
    if last:
        events = events.filter(at__lt=clock.start_of_day(last + dt.timedelta(days=1)))
    if request_id:
        events = events.filter(request_id=request_id)
    return events
