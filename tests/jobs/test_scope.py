"""A job is its owner's alone."""

from __future__ import annotations

from typing import Any

from foundation.accounts.models import User
from foundation.common import clock
from foundation.jobs.models import PERMISSION, Job
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Ways, Where


class TestJobs(ScopeSuite):
    model = Job
    act = PERMISSION
    is_private = True
    ways = Ways(list="/downloads/", export="/downloads/?export=csv", api_list="/api/v1/jobs/")

    def make(self) -> dict[str, Any]:
        owners = {
            "here": make_user("clerk", username="job-here"),
            "elsewhere": make_user("leader", username="job-away"),
        }
        return {
            name: Job.objects.create(
                kind="numbers", name=f"范围测试{name}", owner=owner, digest=name, created_at=clock.now()
            )
            for name, owner in owners.items()
        }

    def where(self, item: Job) -> Where:
        owner: User = item.owner
        return Where(author=owner)

    def mark(self, item: Job) -> str:
        return item.name

    def api_mark(self, item: Job) -> tuple[str, Any]:
        return ("id", item.pk)

    def api_detail(self, item: Job) -> str:
        return f"/api/v1/jobs/{item.pk}/"
