"""Reading versions."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from foundation.publishing.diff import Difference, diff
from foundation.publishing.models import PublishedVersion, Status

V = TypeVar("V", bound=PublishedVersion)


def in_force(model: type[V], code: str, on: dt.date) -> V | None:
    """Return the version of a code in force on that day; None when there is none."""
    found: V | None = model._default_manager.filter(code=code).in_force(on).first()
    return found


def changes_of(version: PublishedVersion) -> list[Difference]:
    """Return what a version changes against the newest one published before it; empty for the first."""
    earlier = type(version)._default_manager.filter(
        code=version.code, version__lt=version.version, status__in=[Status.PUBLISHED, Status.WITHDRAWN]
    )
    previous = earlier.order_by("-version").first()
    return diff(previous.content(), version.content()) if previous else []
