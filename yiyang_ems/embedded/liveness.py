"""Detect a worker process that runs but no longer consumes from Redis (after Redis reset its connection)."""

from __future__ import annotations

import time

import redis

from yiyang_ems import heartbeat
from yiyang_ems.embedded.state import State

INTERVAL = 15.0
STALE = 180.0  # three heartbeats missed
LONGEST_TASK = 20 * 60.0


class WorkerWatch:
    def __init__(self, state: State, redis_url: str | None) -> None:
        self._redis = redis.Redis.from_url(
            redis_url or f"unix://{state.redis_socket}?db=0", socket_timeout=2, socket_connect_timeout=2
        )
        self._next = 0.0

    def is_stalled(self, worker_age: float) -> bool:
        """Return whether the worker has stopped consuming. May be called often; reads Redis at most every `INTERVAL`.

        True only when beat is sending, nothing was consumed for `STALE` seconds, and no task is running.
        """
        if time.monotonic() < self._next or worker_age < STALE:
            return False
        self._next = time.monotonic() + INTERVAL
        try:
            sent, taken = heartbeat.age(heartbeat.BEAT, self._redis), heartbeat.age(heartbeat.WORKER, self._redis)
            if sent is None or sent > STALE:
                return False
            return (taken is None or taken > STALE) and heartbeat.busy(self._redis, LONGEST_TASK) == 0
        except redis.RedisError:
            return False

    def forget(self) -> None:
        """Clear the list of running tasks when a new worker starts."""
        try:
            heartbeat.forget(self._redis)
        except redis.RedisError:
            return
