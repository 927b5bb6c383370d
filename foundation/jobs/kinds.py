"""Kinds of jobs: what an app registers so that its long work can run in the background.

An app declares a ``JobKind`` and registers it in ``AppConfig.ready``: ``job_kinds.register(KIND, key=KIND.code)``. It
is started with ``foundation.jobs.services.start``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from foundation.accounts.models import User
from foundation.common.registry import Registry


class Report(Protocol):
    """Write the progress: ``done`` of ``total`` (0: not known) and a Chinese word (已写入 12,000 行).

    Call it at least once every few seconds, at every row if need be: it writes at most once a second. It ends the work
    by an exception, which the kind lets pass, when the owner has cancelled the job or another worker has taken it over.
    """

    def __call__(self, done: int, total: int = 0, word: str = "") -> None: ...


@dataclass(frozen=True)
class JobRun:
    """One run of a job: for whom, with which parameters, the file to write into, and how to report progress."""

    user: User
    parameters: Mapping[str, Any]
    target: IO[bytes]
    report: Report


@dataclass(frozen=True)
class ResultFile:
    """The name (Chinese allowed, with its ending) and type of the file that was written."""

    name: str
    content_type: str


@dataclass(frozen=True)
class JobKind:
    """One kind of job.

    ``run`` does the work with the rights that the owner has now (``visible_to(run.user)``), writes into ``run.target``
    and returns what it is. It runs outside a transaction and may run again after a dead worker: it writes nothing else.
    A ``DomainError`` becomes the sentence of the failed job.

    ``permissions(parameters)`` names the permissions that the result rests on. The file is handed out only while the
    owner has each of them with the reach of the run.
    """

    code: str
    label: str
    run: Callable[[JobRun], ResultFile]
    permissions: Callable[[Mapping[str, Any]], Sequence[str]] = field(default=lambda parameters: ())


#: All kinds by their code.
job_kinds: Registry[JobKind] = Registry()
