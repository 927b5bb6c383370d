"""The long forms of the suite's tests: what `make test` shows by a few cases, by all; more random examples."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.project.portal_runner import ROOT


def run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests", "--long", "-m", "long", "-q", "--tb=short"],
        cwd=ROOT,
        env={**os.environ, "TEST_DATA_DIR": "var-stress/long"},
        check=False,
    )
    assert done.returncode == 0, "有的试验在长形式下未通过，见上。"
