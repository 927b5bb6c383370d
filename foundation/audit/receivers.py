"""Receivers of signals of lower layers, which cannot write the journal themselves."""

from __future__ import annotations

from typing import Any

from foundation.audit.services import record
from foundation.common.people import Person
from foundation.ui.models import SavedView
from foundation.ui.signals import saved_view_changed


def connect() -> None:
    """Connect the receivers; called once from ``AppConfig.ready``."""
    saved_view_changed.connect(record_saved_view, dispatch_uid="audit.saved_view")


def record_saved_view(sender: Any, *, user: Person, view: SavedView, message: str, **_: Any) -> None:
    """Write that a person saved, renamed or deleted a view of a list."""
    record(
        user=user,
        act="view.save",
        obj=view,
        message=message,
        division_code=user.organization.division_id,
        data={"list": view.list_name, "query": view.query},
    )
