"""What upper floors add to the page of an accident: each registers a function that makes one panel, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accidents.models import Accident

#: (template, context); the template renders a whole sheet of the side column.
Panel = tuple[str, dict[str, Any]]
PanelMaker = Callable[[Accident, Any], Panel | None]

_makers: dict[str, tuple[int, PanelMaker]] = {}


def register_panel(order: int, maker: PanelMaker) -> None:
    """Add ``maker(accident, user) -> (template, context) | None``; lower orders stand higher.

    The maker reads only what the user may see. What rules propose, what documents rest on the accident.
    """
    _makers[f"{maker.__module__}.{maker.__qualname__}"] = (order, maker)


def panels_for(accident: Accident, user: Any) -> list[Panel]:
    """The panels that have something to say about ``accident`` to ``user``, in order."""
    made = [maker(accident, user) for _, maker in sorted(_makers.values(), key=lambda item: item[0])]
    return [panel for panel in made if panel is not None]
