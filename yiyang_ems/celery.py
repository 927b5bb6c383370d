"""The Celery application. Tasks only make prompt what a row already asks for: no work is lost with the broker."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task
from celery.signals import beat_init, before_task_publish, task_postrun, task_prerun

from yiyang_ems import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang_ems.settings")


class JournalledTask(Task):
    """A task whose journal entries and row history carry its id, as a request's do."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # Models exist only after Django is set up, which is later than this module.
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
    """Only beat publishes the heartbeat, so the moment of publishing is a sign of its life."""
    if sender == HEARTBEAT:
        heartbeat.record(heartbeat.BEAT)


@beat_init.connect
def beat_starts(**_: Any) -> None:
    """One heartbeat at once: a new installation is known to work before the first minute is over."""
    app.send_task(HEARTBEAT, expires=55)


@task_prerun.connect
def worker_takes_work(task_id: str = "", **_: Any) -> None:
    heartbeat.begin(task_id)


@task_postrun.connect
def worker_ends_work(task_id: str = "", **_: Any) -> None:
    heartbeat.end(task_id)
