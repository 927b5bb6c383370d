"""Circuit breaker: after a failure, skip calls to a service for a while."""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """Skip calls for ``pause`` seconds after a failure, in this process; then let one call try again.

    Use it around what a page can do without: ask ``may_ask()`` before the call, report ``failed()`` or ``worked()``
    after it. Threads may share it: at worst several of them fail at the same time.
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
