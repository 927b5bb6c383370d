"""Celery settings: how tasks are sent, consumed and retried, and the schedule of periodic tasks.

The broker's address and the time zone are in ``settings.py``, as they depend on the environment.
"""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab

LONGEST_TASK_SECONDS = 15 * 60
# Pending rows are found within a minute anyway, so a request does not wait long for a broker that does not answer.
BROKER_SECONDS = 3
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message is redelivered after this time when its worker died; longer than any task, or one would run twice.
    "visibility_timeout": LONGEST_TASK_SECONDS * 2,
    "socket_keepalive": True,
    "socket_timeout": BROKER_SECONDS,
    "health_check_interval": 30,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ENABLE_UTC = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = LONGEST_TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = LONGEST_TASK_SECONDS - 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Each expires before its successor is sent, so that a worker that was away finds one of each, not hundreds.
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "yiyang_ems.tasks.heartbeat",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
    "process-reconciliation-requests": {
        "task": "accountability.tasks.process_requests",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
    "render-waiting-documents": {
        "task": "documents.tasks.render_pending",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
    "sweep-jobs": {
        "task": "foundation.jobs.tasks.sweep",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
    "bring-duties-up-to-date": {
        "task": "foundation.recurrence.tasks.bring_up_to_date",
        "schedule": crontab(hour=0, minute=20),
        "options": {"expires": 6 * 3600},
    },
    "remove-expired-results": {
        "task": "foundation.jobs.tasks.remove_expired",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3000},
    },
    "reconcile-everything": {
        "task": "accountability.tasks.reconcile_all",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 6 * 3600},
    },
    "purge-deleted-drafts": {
        "task": "accidents.tasks.purge_deleted_drafts",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 6 * 3600},
    },
    "sweep-orphaned-files": {
        "task": "foundation.files.tasks.sweep_orphans",
        "schedule": crontab(hour=3, minute=50),
        "options": {"expires": 6 * 3600},
    },
    "maintain-tally": {
        "task": "accidents.tasks.maintain_tally",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 6 * 3600},
    },
    "forget-answered-requests": {
        "task": "foundation.api.tasks.forget_answered_requests",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 6 * 3600},
    },
    "forget-working-copies": {
        "task": "documents.tasks.forget_working_copies",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 6 * 3600},
    },
}
