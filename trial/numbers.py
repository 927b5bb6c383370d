"""Fifty issuers at once: a thousand letters, every seventh attempt broken after its number was taken.

`TRIAL_LETTERS` and `TRIAL_ISSUERS` make it smaller. At the end the numbers are 1…n, each once, and every letter is
frozen by the portal's own worker.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.house.stack_runner import ROOT, Portal, free_port

LETTERS = int(os.environ.get("TRIAL_LETTERS", "1000"))
ISSUERS = int(os.environ.get("TRIAL_ISSUERS", "50"))


def run() -> None:
    folder = ROOT / "var-trial" / "numbers"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder, free_port(), demo=True)
    portal.up()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "trial.number_race", str(LETTERS), str(ISSUERS)],
            cwd=ROOT,
            env=portal.environment(DJANGO_SETTINGS_MODULE="yiyang_ems.settings"),
            check=False,
        )
        assert done.returncode == 0, "取号有间断、有重复，或有公文没有制成"
    finally:
        portal.down()
        portal.end()
