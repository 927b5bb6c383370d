"""Keeps a Celery worker hearing: `python -m yiyang_ems.embedded.worker_watchdog celery …`, for a container of its own.

The supervisor of `make run` does the same for its worker.
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


def keep(argv: Sequence[str]) -> int:
    """Run the command until it ends (its code is returned) or we are told to end; restart it when it is deaf."""
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
        if not ending and watch.deaf(time.monotonic() - started):
            print("后台任务长时间没有取走工作，正在重新启动。", file=sys.stderr, flush=True)
            stop(process, signal.SIGTERM, patience=15)
            watch.forget()
            process, started = _start(argv), time.monotonic()
    return process.returncode


def _start(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        argv,
        env=dict(os.environ),
        preexec_fn=child_setup(signal.SIGTERM),  # noqa: PLW1509 - only prctl and setsid, from the main thread
    )


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
