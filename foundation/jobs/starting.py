"""Begin a job from a page: an address alone begins nothing, so a GET shows first what a POST will do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from foundation.jobs.models import Job
from foundation.ui.confirm import Confirmation, confirmation_page


def begin_or_ask(
    request: HttpRequest, begin: Callable[[], Job], *, title: str, scope: str, back_url: str
) -> HttpResponse:
    """For a POST call ``begin`` and lead to the download centre; else show the confirm page.

    ``title`` names the work (后台导出事故), ``scope`` says how much it is, ``back_url`` leads back to the list. What
    ``begin`` refuses is raised.
    """
    if request.method == "POST":
        job = begin()
        messages.success(request, f"正在后台生成“{job.name}”。完成后在这里下载，也会发消息告诉您。")
        return HttpResponseRedirect(job.get_absolute_url())
    confirmation = Confirmation(
        title=title,
        scope=scope,
        happens=[
            "数量较多，在后台生成文件，不用在本页等候。",
            f"完成后在下载中心下载，文件保存 {settings.JOB_FILE_DAYS} 日。",
        ],
        notified=["本人（生成以后）"],
        undo="生成时可以在下载中心取消。",
        action="开始生成",
        back_url=back_url,
        back_label="返回列表",
    )
    return confirmation_page(request, confirmation)
