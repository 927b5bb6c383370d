"""The Celery application. Tasks only speed up what a database row already requests: losing the broker loses no work."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task
from celery.signals import beat_init, before_task_publish, task_postrun, task_prerun

from yiyang_ems import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang_ems.settings")


class JournalledTask(Task):
    """A task whose journal entries and row history carry its id, as those of a request do."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # Imported here because models exist only after Django is set up.
        from foundation.audit.context import working_on

        with working_on(self.request.id, what=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("yiyang_ems", task_cls=JournalledTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()  # also for the web server's threads

HEARTBEAT = "yiyang_ems.tasks.heartbeat"


@before_task_publish.connect
def beat_was_here(sender: str | None = None, **_: Any) -> None:
    """Record beat's sign of life: only beat publishes the heartbeat task."""
    if sender == HEARTBEAT:
        heartbeat.record(heartbeat.BEAT)


@beat_init.connect
def beat_starts(**_: Any) -> None:
    """Send one heartbeat at start, so that a new installation is known to work before the first minute is over."""
    app.send_task(HEARTBEAT, expires=55)


@task_prerun.connect
def worker_takes_work(task_id: str = "", **_: Any) -> None:
    heartbeat.begin(task_id)


@task_postrun.connect
def worker_ends_work(task_id: str = "", **_: Any) -> None:
    heartbeat.end(task_id)
