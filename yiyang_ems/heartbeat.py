"""Signs of life of worker and beat in Redis, read by the health pages and the supervisor.

A running process proves nothing: a Celery worker can stay alive without consuming after its connection to Redis was
reset.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from functools import cache

import redis

WORKER = "worker"
BEAT = "beat"
_PREFIX = "yiyang:pulse:"
_BUSY = f"{_PREFIX}busy"


@cache
def _client(url: str, process: int) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3)


def client() -> redis.Redis:
    """Return one client for each process: a forked child must not share its parent's socket."""
    from django.conf import settings

    return _client(settings.REDIS_URL, os.getpid())


def record(who: str) -> None:
    """Record that `who` is alive. An error here never fails the work."""
    with contextlib.suppress(redis.RedisError):
        client().set(_PREFIX + who, time.time())


def age(who: str, connection: redis.Redis | None = None) -> float | None:
    """Return seconds since the last sign, None without one. Raises redis.RedisError when Redis does not answer."""
    value = (connection or client()).get(_PREFIX + who)
    return max(0.0, time.time() - float(value)) if value else None


def begin(task_id: str) -> None:
    with contextlib.suppress(redis.RedisError):
        client().hset(_BUSY, task_id, str(time.time()))


def end(task_id: str) -> None:
    with contextlib.suppress(redis.RedisError):
        client().hdel(_BUSY, task_id)


def busy(connection: redis.Redis, longest: float) -> int:
    """Count running tasks. Those older than `longest` seconds died with their worker and are dropped."""
    entries: dict[bytes, bytes] = connection.hgetall(_BUSY)  # type: ignore[assignment]
    old = [task for task, since in entries.items() if time.time() - float(since) > longest]
    if old:
        connection.hdel(_BUSY, *old)
    return len(entries) - len(old)


def forget(connection: redis.Redis) -> None:
    """Forget the running tasks of the previous worker; called when a worker starts."""
    connection.delete(_BUSY)


def main(who: str, longest: float = 180.0) -> int:
    """Health check of a container: 0 when the sign of life is recent enough."""
    url = os.environ.get("REDIS_URL", "")
    try:
        seconds = age(who, redis.Redis.from_url(url, socket_timeout=5))
    except (redis.RedisError, ValueError):
        return 1
    return 0 if seconds is not None and seconds <= longest else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
