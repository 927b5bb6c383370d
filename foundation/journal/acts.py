"""Chinese names of the acts that entries carry; upper rooms register theirs, so that this one knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_sources: list[Callable[[], Mapping[str, str]]] = []


def register_acts(source: Callable[[], Mapping[str, str]]) -> None:
    """Let ``source()`` name further acts (act → Chinese). Call in ``AppConfig.ready``."""
    _sources.append(source)


def act_labels() -> dict[str, str]:
    """All known names by act."""
    return {act: label for source in _sources for act, label in source().items()}


def act_choices() -> list[tuple[str, str]]:
    """For a filter, in the order of registration."""
    return list(act_labels().items())


def act_label(act: str) -> str:
    """The Chinese name of an act, or the act itself when nobody named it."""
    return act_labels().get(act, act)
