"""Random calls to every operation of the API, new ones each time, in process on the demonstration data.

Runs for `STRESS_FUZZ_MINUTES` (8). Reports the number of calls and, for every operation with a wrong answer, the
smallest such call.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.project.portal_runner import ROOT

MINUTES = os.environ.get("STRESS_FUZZ_MINUTES", "8")


def run() -> None:
    test = "tests/project/test_api_fuzz.py::test_no_call_breaks_the_api"
    log = ROOT / "var-stress" / "fuzz.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as errors:  # one line for every refused call
        done = subprocess.run(
            [sys.executable, "-m", "pytest", test, "-q", "-s", "-p", "no:logging", "--tb=short"],
            cwd=ROOT,
            env={**os.environ, "FUZZ_MINUTES": MINUTES, "TEST_DATA_DIR": "var-stress/fuzz"},
            stderr=errors,
            check=False,
        )
    assert done.returncode == 0, f"有的请求没有得到应有的回答，见上；日志在 {log}。"
