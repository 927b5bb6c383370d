"""Fifty issuers at once in ten processes issue a thousand letters while faults are injected.

Attempts fail after their number was taken, issuing processes and the portal's workers are killed, and the folder of the
originals disappears for seconds. `STRESS_LETTERS` and `STRESS_ISSUERS` make it smaller. At the end the numbers are 1…n,
each once, belonging to a document or reserved or voided, and every letter is stored by the portal's own worker.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.project.portal_runner import ROOT, Portal, free_port

LETTERS = int(os.environ.get("STRESS_LETTERS", "1000"))
ISSUERS = int(os.environ.get("STRESS_ISSUERS", "50"))


def run() -> None:
    folder = ROOT / "var-stress" / "numbers"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder, free_port(), demo=True)
    portal.up()
    try:
        race = subprocess.Popen(
            [sys.executable, "-m", "stress.number_race", str(LETTERS), str(ISSUERS)],
            cwd=ROOT,
            env=portal.environment(DJANGO_SETTINGS_MODULE="yiyang_ems.settings"),
        )
        try:
            _disturb(portal, race, random.Random(2012))
        finally:
            if race.poll() is None:
                race.kill()
        assert race.returncode == 0, "取号有间断、有重复，或有公文没有制成"
    finally:
        portal.down()
        portal.end()


def _disturb(portal: Portal, race: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Kill workers and take away the originals' folder, until the race is over."""
    workers = folders = 0
    while race.poll() is None:
        time.sleep(chance.uniform(5, 15))
        if chance.random() < 0.5:
            found = portal.named("celery", "worker")
            if found:
                chance.choice(found).kill()
                workers += 1
        else:
            folders += _without_originals(portal.data_dir / "documents" / "issued", chance.uniform(1, 4))
    print(f"渲染进程被杀死 {workers} 次，正本目录断开 {folders} 次", flush=True)


def _without_originals(folder: Path, seconds: float) -> int:
    """Replace the folder by a file, so that every rendering fails as on a lost disk; then restore it."""
    if not folder.is_dir():
        return 0
    away = folder.with_name("issued-away")
    folder.rename(away)
    try:
        folder.write_bytes(b"")
        time.sleep(seconds)
    finally:
        folder.unlink(missing_ok=True)
        away.rename(folder)
    return 1
