"""Tells a worker that is alive but deaf (it stopped consuming after Redis reset its connection) from one at work."""

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

    def deaf(self, worker_age: float) -> bool:
        """Asked often, looks seldom. True only when beat is sending, nothing was taken for long, nothing is at work."""
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
        """A new worker has nothing in hand, whatever the one before it had."""
        try:
            heartbeat.forget(self._redis)
        except redis.RedisError:
            return
