"""Restart a Celery worker that has stopped consuming, in a container of its own.

Usage: `python -m yiyang_ems.embedded.worker_watchdog celery …`. The supervisor of `make run` does the same for its
worker.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from yiyang_ems.embedded.configuration import StackSettings
from yiyang_ems.embedded.liveness import WorkerWatch
from yiyang_ems.embedded.processes import child_setup, stop

CHECK_SECONDS = 1.0


def run_worker(argv: Sequence[str]) -> int:
    """Run the command until it ends (returns its code) or a signal asks to end; restart it when it is stalled."""
    settings = StackSettings.read()
    watch = WorkerWatch(settings.state, settings.redis_url)
    ending = False

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal ending
        ending = True
        process.send_signal(signal.SIGTERM)

    process = _start(argv)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    started = time.monotonic()
    while process.poll() is None:
        time.sleep(CHECK_SECONDS)
        if not ending and watch.is_stalled(time.monotonic() - started):
            print("后台任务长时间没有取走工作，正在重新启动。", file=sys.stderr, flush=True)
            stop(process, signal.SIGTERM, patience=15)
            watch.forget()
            process, started = _start(argv), time.monotonic()
            if ending:  # the signal came while there was no process to pass it to
                process.send_signal(signal.SIGTERM)
    return process.returncode


def _start(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        argv,
        env=dict(os.environ),
        preexec_fn=child_setup(signal.SIGTERM),  # noqa: PLW1509 - only prctl and setsid, from the main thread
    )


if __name__ == "__main__":
    sys.exit(run_worker(sys.argv[1:]))
