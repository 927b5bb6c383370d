"""Health checks for the proxy, the supervisor and the administrator: JSON, 200 when every part is healthy, else 503.

`live`: this process answers. `ready`: it can serve. `full`: everything behind it works too. `full` is for monitoring,
not for a load balancer, which would remove all web processes because of a late worker.
"""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accidents.services.tally import tally_differences
from accountability.models import ReconciliationRequest
from documents.models import Document
from documents.numbering.consistency import number_breaches
from documents.workflow import pdf_signing
from foundation.calendar.services import unknown_years
from foundation.common import clock
from yiyang_ems import heartbeat

Check = Callable[[], dict[str, Any]]

LATE_HEARTBEAT = 180.0  # seconds: three heartbeats missed
LATE_WORK = timedelta(minutes=10)
LEAST_FREE_BYTES = 1024**3
LEAST_FREE_SHARE = 0.05
PDF_LIBRARIES = {"libpangoft2-1.0.so.0": "libpangoft2-1.0-0", "libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
FONT_NAMES = ["gw-biaosong.otf", "gw-fangsong.otf", "gw-heiti.otf", "gw-kaiti.otf", "gw-songti.otf"]
LEAST_FONT_BYTES = 100_000  # a smaller file is the Git LFS pointer of an incomplete checkout


class Unhealthy(Exception):
    """A part does not work; the text says what to do."""


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    return _answer(READY)


@require_safe
@never_cache
def full(request: HttpRequest) -> JsonResponse:
    return _answer(READY | FULL)


def database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version')")
        return {"version": cursor.fetchone()[0]}


def broker() -> dict[str, Any]:
    heartbeat.client().ping()
    return {}


def migrations() -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Unhealthy(f"有 {len(waiting)} 项数据库结构更新未执行：manage.py migrate")
    return {}


def worker() -> dict[str, Any]:
    return _pulse(heartbeat.WORKER, "后台任务进程没有取走心跳任务，请查看 worker 日志")


def beat() -> dict[str, Any]:
    return _pulse(heartbeat.BEAT, "定时任务进程没有发出心跳，请查看 beat 日志")


def waiting_work() -> dict[str, Any]:
    """Check the age of the oldest row that requests work, regardless of the queue."""
    now = clock.now()
    oldest = {
        "reconciliation": ReconciliationRequest.objects.order_by("requested_at")
        .values_list("requested_at", flat=True)
        .first(),
        "documents": Document.objects.filter(status=Document.Status.ISSUING)
        .order_by("issued_at")
        .values_list("issued_at", flat=True)
        .first(),
    }
    ages = {name: round((now - since).total_seconds()) if since else None for name, since in oldest.items()}
    late = [name for name, age in ages.items() if age is not None and age > LATE_WORK.total_seconds()]
    if late:
        raise Unhealthy(f"积压超过 10 分钟：{'、'.join(late)}")
    return {"oldest_seconds": ages}


def numbers() -> dict[str, Any]:
    """Check that each document number exists exactly once: a gap or a duplicate means a write past the services."""
    breaches = number_breaches()
    if breaches:
        raise Unhealthy("；".join(breaches[:5]))
    return {}


def totals() -> dict[str, Any]:
    """Check that the maintained sums of the register equal a recount: a difference means a write past the triggers."""
    differences = tally_differences()
    if differences:
        raise Unhealthy("；".join(differences[:5]))
    return {}


def disk() -> dict[str, Any]:
    usage = shutil.disk_usage(settings.DATA_DIR)
    if usage.free < LEAST_FREE_BYTES or usage.free < usage.total * LEAST_FREE_SHARE:
        raise Unhealthy(f"数据目录所在磁盘只剩 {usage.free // 1024**2} MB")
    return {"free_mb": usage.free // 1024**2}


def fonts() -> dict[str, Any]:
    """Check what typesetting needs: the faces of GB/T 9704 and the system libraries."""
    folder = settings.BASE_DIR / "documents" / "fonts"
    present = {path.name for path in folder.iterdir() if path.stat().st_size >= LEAST_FONT_BYTES}
    missing = [name for name in FONT_NAMES if name not in present]
    if missing:
        raise Unhealthy(f"缺少公文字体：{'、'.join(missing)}")
    for library, package in PDF_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise Unhealthy(f"缺少系统库 {package}：apt-get install -y {package}") from error
    return {}


def signing() -> dict[str, Any]:
    """Check electronic signing: a configured method that cannot sign prevents all issuing."""
    try:
        signer = pdf_signing.configured_signer()
    except pdf_signing.SigningError as error:
        raise Unhealthy(str(error)) from error
    if isinstance(signer, pdf_signing.UnconnectedSigner):
        raise Unhealthy(signer.state)
    return {"state": signer.state}


def holidays() -> dict[str, Any]:
    """Check that the years which due dates reach into have their holiday notice."""
    if missing := unknown_years(clock.today()):
        raise Unhealthy(f"节假日安排未录入：{'、'.join(map(str, missing))} 年")
    return {}


READY: dict[str, Check] = {"database": database, "redis": broker, "migrations": migrations}
FULL: dict[str, Check] = {
    "worker": worker,
    "beat": beat,
    "waiting_work": waiting_work,
    "numbers": numbers,
    "totals": totals,
    "disk": disk,
    "fonts": fonts,
    "signing": signing,
    "holidays": holidays,
}


def _pulse(who: str, remedy: str) -> dict[str, Any]:
    age = heartbeat.age(who)
    if age is None or age > LATE_HEARTBEAT:
        raise Unhealthy(remedy)
    return {"age_seconds": round(age)}


def _answer(checks: dict[str, Check]) -> JsonResponse:
    parts = {name: _run(check) for name, check in checks.items()}
    well = all(part["ok"] for part in parts.values())
    return JsonResponse(
        {"status": "ok" if well else "failing", "checks": parts},
        status=200 if well else 503,
        json_dumps_params={"ensure_ascii": False},
    )


def _run(check: Check) -> dict[str, Any]:
    """Run a check and name the part if it fails.

    Details that strangers must not read (addresses, accounts) go to the log.
    """
    try:
        return {"ok": True, **check()}
    except Unhealthy as error:
        return {"ok": False, "message": str(error)}
    except DatabaseError:
        return {"ok": False, "message": "数据库没有应答"}
    except redis.RedisError:
        return {"ok": False, "message": "Redis 没有应答"}
