"""What a person may do with an own job, each declared once."""

from __future__ import annotations

from foundation.common.actions import Action, ActionTable
from foundation.jobs.models import PERMISSION, Job

JOB_ACTIONS = ActionTable(
    [
        Action(
            code="cancel",
            label="取消",
            permission=PERMISSION,
            sources=Job.OPEN,
            target=Job.Status.CANCELLED,
            event="job.cancel",
            event_label="取消后台任务",
        ),
        Action(
            code="retry",
            label="重新生成",
            permission=PERMISSION,
            sources=Job.REPEATABLE,
            target=Job.Status.WAITING,
            event="job.retry",
            event_label="重新开始后台任务",
        ),
    ],
    namespace="jobs",
    states=dict(Job.Status.choices),
)

#: Events of a job that nobody chooses from a table of actions.
OTHER_EVENTS = {"job.start": "开始后台任务", "job.download": "下载结果文件"}
