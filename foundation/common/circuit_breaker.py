"""Not waiting again and again for a helper that has just failed to answer."""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """After a failure nobody in this process asks again for ``pause`` seconds; then one call tries.

    Use it around what a page can do without: ask ``may_ask()``, tell ``failed()`` or ``worked()``. Threads may share
    it: at worst several of them fail at once.
    """

    def __init__(self, pause: float, now: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._now = now
        self._silent_until = float("-inf")

    def may_ask(self) -> bool:
        return self._now() >= self._silent_until

    def failed(self) -> None:
        self._silent_until = self._now() + self._pause

    def worked(self) -> None:
        self._silent_until = float("-inf")
