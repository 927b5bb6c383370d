"""Both embedded servers together, and using them for the duration of one command."""

from __future__ import annotations

import atexit
import fcntl
import signal
import sys
from types import FrameType

from yiyang_ems.embedded import postgres, valkey
from yiyang_ems.embedded.paths import place
from yiyang_ems.embedded.state import StackError, State, StateLock

COMMAND = "command"
PATIENCE = 120.0  # seconds a command waits for another one's servers to start or stop


class EmbeddedServers:
    """PostgreSQL and Valkey of one state folder. The caller holds the state's lock from before start to after stop."""

    def __init__(self, state: State, *, database: bool = True, broker: bool = True, fast: bool = False) -> None:
        self.state = state
        self.postgres = postgres.Postgres(state, fast=fast) if database else None
        self.valkey = valkey.Valkey(state, fast=fast) if broker else None

    def start(self) -> None:
        owner = postgres.server_owner() if self.postgres else None
        self.state.prepare(owner)
        if owner:
            place(self.state, owner)
        self.state.prepare_sockets(owner)
        try:
            if self.valkey:
                self.valkey.start()
            if self.postgres:
                self.postgres.start()
                self.postgres.ensure_database()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self.postgres:
            self.postgres.stop()
        if self.valkey:
            self.valkey.stop()

    def dead(self) -> list[str]:
        """Return the names of servers that were started and have died."""
        servers = {"PostgreSQL": self.postgres, "Valkey": self.valkey}
        return [
            name
            for name, server in servers.items()
            if server and server.process is not None and server.process.poll() is not None
        ]


def borrow(state: State, *, database: bool, broker: bool) -> None:
    """Make the servers available while this process lives: found running, or started and stopped at its end.

    The process that started them waits at its end for other commands that use them.
    """
    state.root.mkdir(parents=True, exist_ok=True)
    users = (state.root / "users.lock").open("a+")
    fcntl.flock(users, fcntl.LOCK_SH)  # held as long as this process lives; the kernel releases it
    lock = StateLock(state)

    def ready() -> bool:
        return (not database or postgres.answers(state)) and (not broker or valkey.answers(state))

    if ready():
        _keep.append(users)
        return
    if not lock.wait(COMMAND, seconds=PATIENCE, until=ready):
        if not ready():
            raise StackError(f"数据目录 {state.root} 正被进程 {lock.holder()[0]} 占用，其数据库没有应答。")
        _keep.append(users)
        return
    print("数据库未在运行，仅为本次命令启动。", file=sys.stderr)
    servers = EmbeddedServers(state, database=database, broker=broker)
    servers.start()

    def give_back() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        fcntl.flock(users, fcntl.LOCK_EX)
        servers.stop()
        lock.release()

    def ended(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, ended)
    atexit.register(give_back)
    _keep.append(users)


_keep: list[object] = []
