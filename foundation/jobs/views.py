"""下载中心: a person's own jobs with their progress, the files that came of them, cancel and retry."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.files.views import stored_file_response
from foundation.jobs import services
from foundation.jobs.actions import JOB_ACTIONS
from foundation.jobs.filters import JobFilters
from foundation.jobs.models import PERMISSION, Job
from foundation.jobs.tables import JOB_COLUMNS
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation
from foundation.ui.lists import ListPage


class DownloadList(AuthenticatedView, ListPage):
    """``/downloads/``: newest first. While one is open, ``static/js/jobs.js`` reads the rows again."""

    model = Job
    act = PERMISSION
    title, noun = "下载中心", "项"
    filterset_class = JobFilters
    template_name = "jobs/downloads.html"
    default_order = ("-created_at", "-pk")
    columns = JOB_COLUMNS

    def empty_words(self) -> str:
        return "还没有生成过文件。导出超过 5,000 行的列表、打包超过 20 件的公文，会在这里生成。"

    def page_context(self) -> dict[str, Any]:
        return {"has_open": self.rows().filter(status__in=Job.OPEN).exists()}


@login_required
@require_safe
def download(request: AuthenticatedRequest, pk: int) -> FileResponse:
    """The file of an own job, always as an attachment."""
    job = services.fetch_file(user=request.user, job=get_object_or_404(Job.objects.visible_to(request.user), pk=pk))
    return stored_file_response(job.file, name=job.file_name, content_type=job.content_type)


class JobActionView(AuthenticatedView, ActionView):
    """The confirm page of an action on one own job."""

    table = JOB_ACTIONS

    def get_object(self) -> Job:
        return get_object_or_404(Job.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def version_of(self, obj: Job) -> None:
        """A job that has begun meanwhile is cancelled all the same: only its state counts on the page."""

    def _confirmation(self, happens: list[str], undo: str) -> Confirmation:
        job: Job = self.object
        return Confirmation(
            title=f"{self.action.label}“{job.name}”",
            happens=happens,
            undo=undo,
            action=f"确认{self.action.label}",
            back_url=job.get_absolute_url(),
            back_label="返回下载中心",
        )


class CancelView(JobActionView):
    code = "cancel"

    def confirmation(self) -> Confirmation:
        return self._confirmation(["停止生成，不留下文件。"], "取消后可以重新生成。")

    def act(self, form: ActionForm) -> tuple[str, str]:
        job = services.cancel(user=self.request.user, job=self.object)
        return f"{job.state_label}：{job.name}。", job.get_absolute_url()


class RetryView(JobActionView):
    code = "retry"

    def confirmation(self) -> Confirmation:
        return self._confirmation(["按原来的条件、现在的数据从头生成。"], "生成时可以取消。")

    def act(self, form: ActionForm) -> tuple[str, str]:
        job = services.retry(user=self.request.user, job=self.object)
        return f"已重新排队：{job.name}。", job.get_absolute_url()
