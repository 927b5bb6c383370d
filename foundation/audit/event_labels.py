"""Chinese names of the events in the journal; each app registers its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from foundation.common.registry import Registry

#: ``source()`` returns Chinese names by event code; called when names are shown, not at start-up.
event_label_sources: Registry[Callable[[], Mapping[str, str]]] = Registry()


def event_labels() -> dict[str, str]:
    """Return all known names by event code."""
    return {act: label for source in event_label_sources for act, label in source().items()}


def event_choices() -> list[tuple[str, str]]:
    """Return the choices of a filter, in the order of registration."""
    return list(event_labels().items())


def event_label(act: str) -> str:
    """Return the Chinese name of an event, or its code when none is registered."""
    return event_labels().get(act, act)
