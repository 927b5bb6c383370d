"""Time pages and registering with a million accidents: `python -m benchmarks.scale [--accidents N]`.

The province is built once under var-bench/ and again only when the builder, a migration or the number changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

from yiyang_ems.embedded.servers import EmbeddedServers
from yiyang_ems.embedded.state import State

if TYPE_CHECKING:
    from foundation.accounts.models import User

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "var-bench"
PROVINCE = BENCH / "province"
ACCIDENTS = 1_000_000
RUNS, WARM = 20, 3
PEOPLE = {"clerk": "430922-emergency", "officer": "4309-emergency", "leader": "4309-emergency"}


@dataclass(frozen=True)
class Page:
    """An address, what it is, and in how many milliseconds it should be answered (None: only reported)."""

    title: str
    path: str
    aim: int | None
    people: tuple[str, ...] = tuple(PEOPLE)


def pages(past: str, accident: dict[str, str]) -> list[Page]:
    """Everything that is measured; ``accident`` is the one that each person opens."""
    return [
        Page("事故列表", "/accidents/", 80),
        Page("事故列表，一年", "/accidents/?year=2024", 80),
        Page("事故列表，按死亡排序", "/accidents/?sort=-deaths", None),
        *(Page("事故页面", f"/accidents/{code}/", 60, (who,)) for who, code in accident.items()),
        Page("登记表单", "/accidents/new/", 120, ("clerk",)),
        Page("列表中查两个字（马迹）", "/accidents/?q=马迹", 120),
        Page("列表中查常见的两个字（高处）", "/accidents/?q=高处", None),
        Page("页首查两个字（马迹）", "/search/?q=马迹", 120),
        Page("页首查常见的两个字（高处）", "/search/?q=高处", None),
        Page("驾驶舱", "/leader/", 200),
        Page("驾驶舱，过去某日", f"/leader/?as_of={past}", 400),
        Page("事故列表，过去某日", f"/accidents/?as_of={past}", 400),
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--accidents", type=int, default=ACCIDENTS)
    wanted = parser.parse_args()
    os.environ |= {"DATA_DIR": str(PROVINCE), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DEMO": "0"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    took = _prepared(wanted.accidents)
    servers = EmbeddedServers(State(PROVINCE))
    servers.start()
    try:
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
        results = measure()
    finally:
        _disconnect()
        servers.stop()
    missed = sum(is_missed(entry) for found in results.values() for entry in found.values())
    found = {"accidents": wanted.accidents, "build_seconds": took, "milliseconds": results}
    (BENCH / "scale.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    print(f"建成 {wanted.accidents:,} 起事故用 {took:.0f} 秒，{missed} 项未达到目标")
    return 0


def _prepared(accidents: int) -> float:
    """Build the province unless it stands already; returns the seconds that its build took."""
    mark, state = _mark(accidents), State(PROVINCE)
    stamp = PROVINCE / "built.json"
    if stamp.exists() and (built := json.loads(stamp.read_text()))["mark"] == mark:
        return float(built["seconds"])
    if state.pg.is_symlink():  # moved outside, as for root below a private folder
        shutil.rmtree(state.pg.resolve().parent, ignore_errors=True)
    shutil.rmtree(PROVINCE, ignore_errors=True)
    PROVINCE.mkdir(parents=True)
    began = time.monotonic()
    servers = EmbeddedServers(state, fast=True)
    servers.start()
    try:
        django.setup()
        _build(accidents)
    finally:
        _disconnect()
        servers.stop()
    seconds = time.monotonic() - began
    stamp.write_text(json.dumps({"mark": mark, "seconds": seconds}))
    return seconds


def _mark(accidents: int) -> str:
    digest = hashlib.sha256(str(accidents).encode())
    migrations = ROOT.glob("*/migrations/*.py"), ROOT.glob("foundation/*/migrations/*.py")
    for path in sorted([ROOT / "benchmarks" / "province.py", *migrations[0], *migrations[1]]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _build(accidents: int) -> None:
    from django.db import connection, transaction

    from benchmarks import province
    from foundation.accounts.services import create_user
    from foundation.organizations.models import Organization

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_city", str(ROOT / "fixtures" / "yiyang"))
    for role, unit in PEOPLE.items():
        create_user(user=None, username=role, name=role, organization=Organization.objects.get(code=unit), roles=[role])
    with transaction.atomic():
        province.build(accidents=accidents)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET must_change_password = false")
    _reconcile()
    province.vacuum()


def _reconcile() -> None:
    """Give one county the decisions of the running year."""
    from accountability.models import ReconciliationRequest, RuleSet
    from accountability.reconciliation.run import reconcile
    from foundation.common import clock

    ReconciliationRequest.objects.all().delete()
    reconcile(rule_set=RuleSet.objects.get(code="yiyang-2021"), county="430922", day=clock.today())


def _disconnect() -> None:
    from django.db import connections

    connections.close_all()


def measure() -> dict[str, Any]:
    """Milliseconds of each page for each person, and of registering: median and p95."""
    import datetime as dt

    from accidents.models import Accident
    from foundation.accounts.models import User
    from foundation.common import clock

    people = {name: User.objects.select_related("organization").get(username=name) for name in PEOPLE}
    past = (clock.today() - dt.timedelta(days=500)).isoformat()
    newest = {
        name: Accident.objects.registered_visible_to(user).order_by("-occurred_at", "-code")[0].code
        for name, user in people.items()
    }
    found: dict[str, Any] = {}
    for page in pages(past, newest):
        for person in page.people:
            entry = _timed(_opening(people[person], page.path)) | {"aim": page.aim}
            found.setdefault(page.title, {})[person] = entry
            print(line_of(page.title, person, entry), flush=True)
    registering: dict[str, Any] = _registering(people["clerk"]) | {"aim": 60}
    print(line_of("登记一起事故", "clerk", registering), flush=True)
    return found | {"登记一起事故": {"clerk": registering}}


def _opening(user: User, path: str) -> Callable[[], object]:
    from django.test import Client

    client = Client(headers={"Host": "localhost"})
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    def open_page() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"

    return open_page


def _registering(user: User) -> dict[str, float]:
    """Register accidents as the form does, in a transaction that is undone."""
    from django.db import transaction

    from benchmarks.inside import register_one

    numbers = iter(range(RUNS + WARM))
    with transaction.atomic():
        result = _timed(lambda: register_one(user, next(numbers)))
        transaction.set_rollback(True)
    return result


def _timed(act: Callable[[], object]) -> dict[str, float]:
    for _ in range(WARM):
        act()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return {"median": round(statistics.median(times), 1), "p95": round(sorted(times)[round(RUNS * 0.95) - 1], 1)}


def line_of(title: str, person: str, entry: dict[str, Any]) -> str:
    """One line of the printed table."""
    aim = f"  目标 {entry['aim']}{'，未达到' if is_missed(entry) else ''}" if entry["aim"] else ""
    return f"{entry['median']:>9.1f} {entry['p95']:>9.1f} 毫秒  {person:<8} {title}{aim}"


def is_missed(entry: dict[str, Any]) -> bool:
    """Whether the median is above the aim."""
    return entry["aim"] is not None and entry["median"] > entry["aim"]


if __name__ == "__main__":
    sys.exit(main())
