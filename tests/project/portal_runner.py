"""Start the whole portal for a test, in a folder of its own, and inspect its processes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "HOME", "LANG", "YIYANG_PG_BIN", "YIYANG_VALKEY_BIN")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Portal:
    """One installation under `data_dir`, isolated from the environment of the tests."""

    data_dir: Path
    port: int
    demo: bool = False

    def environment(self, **more: str) -> dict[str, str]:
        own = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return own | {
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "DEMO": "1" if self.demo else "0",
            **more,
        }

    def manage(self, *arguments: str, seconds: float = 900, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment(**more), capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip

    def up(self, *arguments: str) -> str:
        """Start in the background; return what was printed."""
        done = self.manage("up", "--detach", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr + self.log("supervisor")
        return done.stdout

    def down(self) -> None:
        done = self.manage("down")
        assert done.returncode == 0, done.stdout + done.stderr

    def pid(self) -> int:
        return int(json.loads((self.data_dir / "running.json").read_text())["pid"])

    def log(self, name: str) -> str:
        path = self.data_dir / "log" / f"{name}.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def processes(self) -> list[psutil.Process]:
        """Return all processes of this installation, whoever their parent is by now."""
        own = {str(self.data_dir), os.path.realpath(self.data_dir / "pg")}
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if own & {process.environ().get("DATA_DIR"), process.cwd(), *process.cmdline()}:
                    found.append(process)
        return found

    def named(self, *words: str) -> list[psutil.Process]:
        """Return processes whose command line contains all the words, the oldest first."""
        found = []
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                if all(word in " ".join(process.cmdline()) for word in words):
                    found.append(process)
        return sorted(found, key=lambda process: process.create_time())

    def get(self, path: str) -> tuple[int, Any]:
        """Return status and JSON; (0, None) when nothing answers."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
        except (urllib.error.URLError, OSError):
            return 0, None

    def is_ready(self) -> bool:
        return self.get("/health/ready")[0] == 200

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Query the database itself, beside the portal."""
        import psycopg2

        from yiyang_ems.embedded.state import DATABASE_NAME, DATABASE_USER, State

        connection = psycopg2.connect(
            host=str(State(self.data_dir).run), user=DATABASE_USER, dbname=DATABASE_NAME, connect_timeout=30
        )
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def end(self) -> None:
        """End whatever a failing test left."""
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGKILL)
        if (self.data_dir / "pg").is_symlink():  # moved outside, as for root below a private folder
            shutil.rmtree((self.data_dir / "pg").resolve().parent, ignore_errors=True)


def wait_until(condition: Callable[[], bool], seconds: float = 120, *, what: str | Callable[[], str] = "") -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds:.0f} s: {what if isinstance(what, str) else what()}")


def portal(folder: Path, *, demo: bool = False) -> Iterator[Portal]:
    """Yield an installation that leaves no process behind. For use in a fixture."""
    chosen = Portal(folder, free_port(), demo)
    try:
        yield chosen
    finally:
        chosen.end()
