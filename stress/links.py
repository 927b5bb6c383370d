"""Every link that anybody can reach answers: all links of everybody, where the suite follows only the first of most."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.project.portal_runner import ROOT


def run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/e2e/test_links.py", "-q", "-k", "every_link", "--tb=short"],
        cwd=ROOT,
        env={**os.environ, "CRAWL_ALL": "1", "TEST_DATA_DIR": "var-stress/links"},
        check=False,
    )
    assert done.returncode == 0, "有的链接打不开，见上。"
