"""Whether a process that is not our child has ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from yiyang_ems.embedded.processes import ended


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def test_a_living_one_has_not_ended(sleeper):
    began = time.monotonic()
    assert not ended(sleeper.pid, seconds=0.2)
    assert time.monotonic() - began >= 0.2


def test_one_that_nobody_collects_has_ended(sleeper):
    sleeper.kill()
    assert ended(sleeper.pid, seconds=10)
    os.kill(sleeper.pid, 0)  # still in the process table, as its parent did not wait for it


def test_one_that_is_gone_has_ended(sleeper):
    sleeper.kill()
    sleeper.wait()
    assert ended(sleeper.pid, seconds=0)
