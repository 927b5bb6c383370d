"""Panels that upper layers add to the page of an accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accidents.models import Accident
from foundation.accounts.models import User
from foundation.common.registry import Registry

#: (template, context); the template renders a whole sheet of the side column.
Panel = tuple[str, dict[str, Any]]
PanelMaker = Callable[[Accident, Any], Panel | None]

#: ``maker(accident, user)`` makes one panel, or None when it has nothing to say. It reads only what the user may see.
accident_panels: Registry[PanelMaker] = Registry()


def panels_for(accident: Accident, user: User) -> list[Panel]:
    """Return the panels that have something to say about ``accident`` to ``user``, in order."""
    made = [maker(accident, user) for maker in accident_panels]
    return [panel for panel in made if panel is not None]
