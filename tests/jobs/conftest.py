"""A kind of job for tests: it writes numbers, one a line, and reports each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foundation.common.errors import DomainError, ErrorCode
from foundation.jobs import running
from foundation.jobs.kinds import JobKind, JobRun, ResultFile, job_kinds
from tests.support.people import make_user


class Numbers:
    """``between`` is called before each line with its number, so that a test can act in the middle of a run."""

    def __init__(self) -> None:
        self.runs = 0
        self.between: Callable[[int], None] = lambda line: None

    def run(self, job: JobRun) -> ResultFile:
        self.runs += 1
        count = job.parameters["count"]
        if not count:
            raise DomainError(ErrorCode.NOTHING, "没有可写的数字。")
        for line in range(count):
            self.between(line)
            job.target.write(f"{line}\n".encode())
            job.report(line + 1, count, f"已写 {line + 1} 行")
        return ResultFile("数字.txt", "text/plain")


@pytest.fixture
def numbers(monkeypatch) -> Numbers:
    """Register the kind ``numbers`` on ``accident.view`` for one test; every report is written."""
    monkeypatch.setattr(running, "REPORT_EVERY", 0.0)
    monkeypatch.setattr(job_kinds, "_items", dict(job_kinds._items))
    made = Numbers()
    job_kinds.register(JobKind("numbers", "数字", made.run, lambda parameters: ("accident.view",)), key="numbers")
    return made


@pytest.fixture
def owner(city):
    return make_user("clerk", username="job-owner")
