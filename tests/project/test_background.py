"""Background work: what beat sends exists, and sending while the broker is away does no harm."""

from __future__ import annotations

import inspect
import time

import pytest
import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from yiyang_ems import heartbeat
from yiyang_ems.celery import HEARTBEAT, app
from yiyang_ems.embedded.liveness import LONGEST_TASK, STALE, WorkerWatch
from yiyang_ems.embedded.state import State


@pytest.fixture(scope="module", autouse=True)
def _tasks_loaded():
    app.loader.import_default_modules()


@pytest.fixture
def signs(monkeypatch):
    """Keep signs of life apart from those of other tests."""
    monkeypatch.setattr(heartbeat, "_PREFIX", "test:pulse:")
    monkeypatch.setattr(heartbeat, "_BUSY", "test:pulse:busy")
    connection = redis.Redis.from_url(settings.REDIS_URL)
    connection.delete("test:pulse:busy", "test:pulse:worker", "test:pulse:beat")
    yield connection
    connection.close()


@pytest.mark.parametrize("name", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_every_scheduled_task_exists_and_takes_its_arguments(name):
    entry = settings.CELERY_BEAT_SCHEDULE[name]
    task = app.tasks[entry["task"]]
    given = inspect.signature(task.run).bind(*entry.get("args", ()), **entry.get("kwargs", {}))
    assert (given.args, given.kwargs) == (tuple(entry.get("args", ())), entry.get("kwargs", {}))


def test_every_scheduled_task_expires_before_its_successor():
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["options"]["expires"] > 0, name
        if hasattr(entry["schedule"], "total_seconds"):
            assert entry["options"]["expires"] < entry["schedule"].total_seconds(), name


def test_message_of_a_dead_worker_comes_back_only_after_the_longest_task():
    assert settings.CELERY_TASK_ACKS_LATE
    assert app.conf.broker_transport_options is not None
    from yiyang_ems import settings as real

    assert real.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > real.CELERY_TASK_TIME_LIMIT
    assert LONGEST_TASK > real.CELERY_TASK_TIME_LIMIT


def test_only_json_is_accepted():
    assert list(app.conf.accept_content) == ["json"]
    assert app.conf.task_ignore_result


def test_heartbeat_leaves_a_sign(signs):
    assert heartbeat.age(heartbeat.WORKER) is None
    app.tasks[HEARTBEAT].run()
    assert heartbeat.age(heartbeat.WORKER) < 5


def test_worker_that_consumes_nothing_while_beat_sends_is_stalled(signs):
    watch = WorkerWatch(State(settings.DATA_DIR), settings.REDIS_URL)
    heartbeat.record(heartbeat.BEAT)
    signs.set("test:pulse:worker", time.time() - STALE - 1)
    assert watch.is_stalled(STALE + 1)


def test_busy_worker_is_not_stalled(signs):
    watch = WorkerWatch(State(settings.DATA_DIR), settings.REDIS_URL)
    heartbeat.record(heartbeat.BEAT)
    signs.set("test:pulse:worker", time.time() - STALE - 1)
    heartbeat.begin("a long import")
    assert not watch.is_stalled(STALE + 1)


def test_work_of_a_dead_worker_does_not_count_for_ever(signs):
    signs.hset("test:pulse:busy", "died", str(time.time() - LONGEST_TASK - 1))
    assert heartbeat.busy(signs, LONGEST_TASK) == 0
    assert not signs.exists("test:pulse:busy")


def test_new_worker_and_one_whose_beat_is_away_are_left_alone(signs):
    watch = WorkerWatch(State(settings.DATA_DIR), settings.REDIS_URL)
    assert not watch.is_stalled(STALE + 1), "beat has sent nothing"
    heartbeat.record(heartbeat.BEAT)
    assert not WorkerWatch(State(settings.DATA_DIR), settings.REDIS_URL).is_stalled(5.0), "only just started"


def test_sign_of_life_without_redis_harms_nothing(monkeypatch):
    dead = redis.Redis(host="127.0.0.1", port=1, retry=Retry(NoBackoff(), 0))  # the client's own retries take seconds
    monkeypatch.setattr(heartbeat, "client", lambda: dead)
    heartbeat.record(heartbeat.WORKER)
    heartbeat.begin("x")
    heartbeat.end("x")
    with pytest.raises(redis.ConnectionError):
        dead.ping()
