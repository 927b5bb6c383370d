"""The state folder of the embedded servers: its parts and its lock."""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LONGEST_SOCKET_PATH = 107  # sockaddr_un holds 108 bytes, one of them the final zero
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"
SHARED_ROOT = Path("/var/lib/yiyang-ems")  # see paths.py
DATABASE_NAME = "yiyang_ems"
DATABASE_USER = "app"


class StackError(Exception):
    """The servers cannot run. The text is Chinese and says what to do."""


@dataclass(frozen=True)
class State:
    """The folders below DATA_DIR. Nothing is created before `prepare()`."""

    root: Path

    @property
    def pg(self) -> Path:
        return self.root / "pg"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def run(self) -> Path:
        """Return the private folder of the sockets.

        It is inside the state folder or, where that path would be too long, in the temp folder.
        """
        inside = self.inner_run
        if len(os.fsencode(f"{inside}{LONGEST_SOCKET_NAME}")) <= LONGEST_SOCKET_PATH:
            return inside
        name = "yiyang-" + hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        base = "" if os.geteuid() == 0 else os.environ.get("XDG_RUNTIME_DIR", "")
        return Path(base or tempfile.gettempdir()) / name

    @property
    def inner_run(self) -> Path:
        return self.root / "run"

    @property
    def redis_socket(self) -> Path:
        return self.run / "valkey.sock"

    @property
    def work(self) -> Path:
        """Return the current folder of web, worker and beat, by which a new owner finds those of a killed one."""
        return self.root / "work"

    @property
    def announcement(self) -> Path:
        """Return the file written when everything is up, by which `up --detach` and the tests learn the address."""
        return self.root / "running.json"

    def prepare(self, owner: tuple[int, int] | None) -> None:
        """Make the folders except those of sockets. `owner` is PostgreSQL's account when it is another one."""
        try:
            fresh = not self.root.exists()
            self.root.mkdir(parents=True, exist_ok=True)
            if fresh and owner:
                self.root.chmod(0o711)
            self.log.mkdir(mode=0o750, exist_ok=True)
            self.work.mkdir(exist_ok=True)
            self.valkey.mkdir(mode=0o700, exist_ok=True)
        except PermissionError as error:
            raise StackError(f"无权写入数据目录 {self.root}：请改用有权限的用户，或用 DATA_DIR 另指目录。") from error

    def prepare_sockets(self, owner: tuple[int, int] | None) -> None:
        """Make the folders of sockets private: the sockets trust every process that can reach them."""
        self.run.mkdir(mode=0o700, exist_ok=True)
        folder = self.run
        if folder.is_symlink() and folder.resolve().is_relative_to(SHARED_ROOT):
            folder = folder.resolve()
        seen = folder.lstat()
        expected = {os.geteuid()} | ({owner[0]} if owner else set())
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in expected:
            raise StackError(f"套接字目录 {folder} 不属于当前用户，为安全起见未启动。请删除该目录后重试。")
        folder.chmod(0o700)
        if owner and seen.st_uid != owner[0]:
            os.chown(folder, *owner)


class StateLock:
    """Lock of the one owner of a state folder. It ends with the process, so a killed owner leaves nothing behind."""

    def __init__(self, state: State) -> None:
        self._path = state.root / "lock"
        self._file: IO[str] | None = None

    def acquire(self, role: str) -> bool:
        """Take the lock at once or return False. `role` shows others who holds it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        file.truncate(0)
        file.write(f"{os.getpid()} {role}")
        file.flush()
        self._file = file
        return True

    def wait(self, role: str, *, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Try for `seconds`. Stops early, with False, as soon as `until()` is true."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.acquire(role):
                return True
            if until():
                return False
            time.sleep(0.05)
        return False

    def holder(self) -> tuple[int, str]:
        """Return process id and role of the holder, (0, "") when that cannot be read."""
        try:
            pid, _, role = self._path.read_text().partition(" ")
            return int(pid), role
        except (OSError, ValueError):
            return 0, ""

    def release(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
