"""Web, worker and beat: how each is started and restarted, and when it counts as healthy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from yiyang_ems.embedded.configuration import BASE_DIR
from yiyang_ems.embedded.processes import (
    child_setup,
    spawn,
    stop,
    sweep,
)
from yiyang_ems.embedded.state import StackError, State

STEADY = 20.0  # seconds after which a process is no longer "failing at its start"
MOST_FAILURES = 6


@dataclass
class Program:
    """A child process that is restarted when it ends. Waits longer after each failure at its start."""

    name: str
    title: str
    argv: list[str]
    log: Path
    cwd: Path
    env: dict[str, str]
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = spawn(self.argv, log=self.log, env=self.env, cwd=self.cwd, pass_fds=self.pass_fds)

    def age(self) -> float:
        return time.monotonic() - self.started

    def restart_if_ended(self, say: Callable[[str], None]) -> None:
        """Restart the process if it has ended. Raises StackError when it keeps failing."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            stop(self.process, signal.SIGKILL)  # children it left behind
            self.failures = 0 if self.age() > STEADY else self.failures + 1
            self.due = time.monotonic() + min(10.0, 0.2 * 2**self.failures)
            self.process = None
            if self.failures > MOST_FAILURES:
                raise StackError(f"{self.title}反复退出，请查看 {self.log}")
            say(f"{self.title}意外退出，正在重新启动。")
        if time.monotonic() >= self.due:
            self.start()

    def restart(self) -> None:
        stop(self.process, signal.SIGTERM, patience=15)
        self.start()


def programs(state: State, listener: int, env: dict[str, str]) -> list[Program]:
    """Return the three programs of one installation.

    `listener` is the descriptor of the bound socket: web restarts on it without releasing the port.
    """
    python = sys.executable
    paths = os.pathsep.join(filter(None, [str(BASE_DIR), env.get("PYTHONPATH")]))
    env = {"DJANGO_SETTINGS_MODULE": "yiyang_ems.settings", "PYTHONUNBUFFERED": "1"} | env | {"PYTHONPATH": paths}
    workers, threads = env.get("WEB_WORKERS", "2"), env.get("WEB_THREADS", "4")
    children = env.get("WORKER_CHILDREN", "2")
    web = [
        python, "-m", "gunicorn", "yiyang_ems.wsgi", "--bind", f"fd://{listener}", "-k", "gthread", "-w", workers,
        "--threads", threads, "--preload", "--no-control-socket", "--graceful-timeout", "8", "--timeout", "60",
    ]  # fmt: skip
    worker = [
        python, "-m", "celery", "-A", "yiyang_ems.celery", "worker", "-c", children, "--without-gossip",
        "--without-mingle", "--loglevel", "INFO",
    ]  # fmt: skip
    beat = [
        python, "-m", "celery", "-A", "yiyang_ems.celery", "beat", "-s", str(state.root / "beat-schedule"),
        "--pidfile=", "--loglevel", "INFO",
    ]  # fmt: skip
    return [
        Program("web", "网页服务", web, state.log / "web.log", state.work, env, (listener,)),
        Program("worker", "后台任务", worker, state.log / "worker.log", state.work, env),
        Program("beat", "定时任务", beat, state.log / "beat.log", state.work, env),
    ]


def sweep_programs(state: State) -> None:
    """End web, worker and beat of an owner that was killed. Call under the lock, before the port is bound."""
    if state.work.exists():
        sweep(state.work, ("python", "gunicorn", "celery"), [signal.SIGTERM], patience=3)


def stop_all(running: list[Program]) -> None:
    """Signal all, then wait for each: a worker may finish its current task."""
    for program in running:
        if program.process is not None and program.process.poll() is None:
            program.process.send_signal(signal.SIGTERM)
    for program in running:
        stop(program.process, signal.SIGTERM, patience=15)
        program.process = None


def run_to_end(argv: list[str], env: dict[str, str]) -> int:
    """Run a preparing command in the foreground with our output; it dies with this process."""
    process = subprocess.Popen(
        argv,
        env=env,
        cwd=BASE_DIR,
        stdin=subprocess.DEVNULL,
        preexec_fn=child_setup(signal.SIGTERM),  # noqa: PLW1509 - only prctl and setsid, from the main thread
    )
    try:
        return process.wait()
    except BaseException:
        stop(process, signal.SIGTERM)
        raise


def child_environment(data_dir: Path, **more: str) -> dict[str, str]:
    return dict(os.environ) | {"DATA_DIR": str(data_dir), **more}
