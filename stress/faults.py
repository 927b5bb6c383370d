"""kill -9 of web, worker, broker and database while accidents are registered and letters issued.

Two clients work all the time: one over HTTP with the API, as a county's own program would; one process calls the
services for the whole life of a letter. Each records what was confirmed to it. At the end everything confirmed exists
exactly once, and the numbers have no gap.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil

from stress.clerk import Clerk
from tests.project.portal_runner import (
    ROOT,
    Portal,
    free_port,
    wait_until,
)

MINUTES = float(os.environ.get("STRESS_MINUTES", "15"))
VICTIMS = {
    "web": ("gunicorn",),
    "worker": ("celery", "worker"),
    "postgres": ("postgres", "-D"),
    "valkey": ("valkey-server",),
    "beat": ("celery", "beat"),
}


def run() -> None:
    folder = ROOT / "var-stress" / "faults"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder, free_port(), demo=True)
    portal.up()
    clerk = Clerk(portal, folder / "clerk.jsonl")
    office = _start_office(portal, folder / "office.jsonl")
    clerk.start()
    try:
        _break_things(portal, random.Random(493))
        clerk.stop()
        office.terminate()
        office.wait(120)
        _settle(portal)
        _check(portal, clerk.ledger, folder / "office.jsonl")
    finally:
        clerk.stop()
        if office.poll() is None:
            office.kill()
        portal.down()
        portal.end()


def _start_office(portal: Portal, ledger: Path) -> subprocess.Popen[bytes]:
    with ledger.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "stress.office", str(ledger)],
            cwd=ROOT, env=portal.environment(DJANGO_SETTINGS_MODULE="yiyang_ems.settings"), stdout=log, stderr=log,
        )  # fmt: skip


def _break_things(portal: Portal, chance: random.Random) -> None:
    end = time.monotonic() + MINUTES * 60
    deaths = {name: 0 for name in [*VICTIMS, "supervisor"]}
    while time.monotonic() < end:
        time.sleep(chance.uniform(2, 12))
        name = chance.choice([*VICTIMS, "web", "worker", "supervisor"])
        # The supervisor deliberately gives up after three deaths of its servers in five minutes.
        if name in {"postgres", "valkey"} and chance.random() < 0.5:
            name = "supervisor"
        if name == "supervisor":
            psutil.Process(portal.pid()).kill()
            portal.up()
        else:
            found = portal.named(*VICTIMS[name])
            if found:
                chance.choice(found).kill()
        deaths[name] += 1
        if not _comes_back(portal):
            portal.up()
    print("已杀死：" + "，".join(f"{name} {count} 次" for name, count in deaths.items()), flush=True)


def _comes_back(portal: Portal) -> bool:
    try:
        wait_until(portal.is_ready, 60)
    except AssertionError:
        return False
    return True


def _settle(portal: Portal) -> None:
    """Wait until all rows that request work have been processed, without any help."""
    if not portal.is_ready():
        portal.up()
    wait_until(
        lambda: (
            portal.rows(
                "select (select count(*) from documents_document where status = 'issuing')"
                " + (select count(*) from accountability_reconciliationrequest)"
            )
            == [(0,)]
        ),
        300,
        what="work still waits",
    )


def _check(portal: Portal, clerk: Path, office: Path) -> None:
    registered = {row["code"]: row["location"] for row in _read(clerk)}
    stored = dict(portal.rows("select code, location from accidents_accident where location like '试验%'"))
    missing = set(registered) - set(stored)
    assert not missing, f"登记成功却不存在的事故：{sorted(missing)}"
    assert len(set(stored.values())) == len(stored), "同一起事故登记了两次"
    issued = {row["document"]: row["number"] for row in _read(office)}
    assert issued, "没有一件公文印发成功，试验无效"
    numbers = dict(portal.rows("select id, document_number from documents_document where number is not null"))
    for document, number in issued.items():
        assert numbers.get(document) == number, f"公文 {document} 的文号 {number} 丢失或改变"
    for series, year, count, first, last in portal.rows(
        "select series_id, number_year, count(*), min(number), max(number) from documents_document"
        " where number is not null group by series_id, number_year"
    ):
        assert (first, last) == (1, count), f"序列 {series} {year} 年文号不连续：{first} 至 {last}，共 {count} 个"
    _check_frozen(portal)
    tally = portal.manage("reconcile", "--all", "--format", "json")
    assert tally.returncode == 0, tally.stderr
    assert not any(json.loads(tally.stdout).values()), f"重新核算后仍有变化：{tally.stdout}"
    print(f"事故 {len(stored)} 起（确认 {len(registered)}），公文 {len(issued)} 件，无丢失、无重复、无缺号", flush=True)


def _check_frozen(portal: Portal) -> None:
    import hashlib

    for name, digest in portal.rows("select pdf, pdf_sha256 from documents_document where status = 'issued'"):
        data = (portal.data_dir / "documents" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, f"{name} 与登记的摘要不符"


def _read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
