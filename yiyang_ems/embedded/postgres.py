"""The embedded PostgreSQL 18: its binaries (from a wheel), its cluster, its process."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2
from psycopg2 import sql

from yiyang_ems.embedded.paths import PACKAGE, reachable_programs
from yiyang_ems.embedded.processes import (
    as_owner,
    spawn,
    stop,
    sweep,
)
from yiyang_ems.embedded.state import (
    DATABASE_NAME,
    DATABASE_USER,
    StackError,
    State,
)

# One collation on every machine; lc-ctype lets pg_trgm recognize Chinese characters.
INITDB_OPTIONS = [
    "-A", "trust", "-E", "UTF8", "--no-instructions",
    "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8",
]  # fmt: skip
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",  # the data lies in memory or on a solid-state disk
    "io_method": "sync",  # the default would start three more processes
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_preload_libraries": "pg_stat_statements",
}
# For tests only: a crash may lose the cluster, and a new one is made.
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def server_owner() -> tuple[int, int] | None:
    """Return the account PostgreSQL runs as: None for the current one, or `postgres` or `nobody` instead of root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise StackError("以 root 运行时需要系统账户 postgres 或 nobody，本机均不存在。")


def clean_environment() -> dict[str, str]:
    """Return an environment without our variables: initdb would write Django's TZ permanently into the cluster."""
    return {"PATH": os.defpath, "LANG": "C", "TZ": "UTC"}


class Postgres:
    """One cluster below one state folder. Not thread-safe: one owner, under the state's lock."""

    def __init__(self, state: State, *, fast: bool = False) -> None:
        self.state = state
        self.process: subprocess.Popen[bytes] | None = None
        self._fast = fast
        self._owner = server_owner()

    def start(self) -> None:
        """Create the cluster if missing, end processes of a killed owner, start, wait until it answers."""
        programs = reachable_programs(binaries(), self._owner)
        if not (self.state.pg / "PG_VERSION").exists():
            self._make_cluster(programs)
        self._check_version(programs)
        sweep(self.state.pg, ("postgres",), [signal.SIGINT, signal.SIGQUIT])
        for leftover in (self.state.pg / "postmaster.pid", *self.state.run.glob(".s.PGSQL.5432*")):
            leftover.unlink(missing_ok=True)
        settings = SERVER_SETTINGS | (FAST_SETTINGS if self._fast else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        cluster, sockets = os.path.realpath(self.state.pg), os.path.realpath(self.state.run)
        self.process = spawn(
            [programs / "postgres", "-D", cluster, "-k", sockets, *options],
            log=self.state.log / "postgres.log",
            env=clean_environment(),
            owner=self._owner,
            on_parent_death=signal.SIGINT,  # the fast stop; SIGTERM would wait for clients without limit
        )
        self._wait_until_ready()

    def stop(self) -> None:
        # A test cluster needs no shutdown checkpoint.
        stop(self.process, signal.SIGQUIT if self._fast else signal.SIGINT, patience=30)
        self.process = None

    def ensure_database(self, name: str = DATABASE_NAME) -> None:
        connection = connect(self.state)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("select 1 from pg_database where datname = %s", [name])
                if not cursor.fetchone():
                    cursor.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        finally:
            connection.close()

    def _make_cluster(self, programs: Path) -> None:
        """Create the cluster under another name and rename it, so that half a cluster never looks ready."""
        final = Path(os.path.realpath(self.state.pg))
        half = final.with_name("pg.new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        if self._owner:
            os.chown(half, *self._owner)
        done = subprocess.run(
            [programs / "initdb", "-D", half, "-U", DATABASE_USER, *INITDB_OPTIONS],
            capture_output=True, check=False, env=clean_environment(), cwd="/", **as_owner(self._owner),
        )  # fmt: skip
        if done.returncode:
            raise StackError(f"数据库初始化失败：\n{done.stderr.decode(errors='replace').strip()}")
        half.replace(final)

    def _check_version(self, programs: Path) -> None:
        have = (self.state.pg / "PG_VERSION").read_text().strip()
        done = subprocess.run([programs / "postgres", "--version"], capture_output=True, check=True, text=True)
        want = done.stdout.split()[-1].split(".")[0]
        if have != want:
            raise StackError(
                f"数据目录 {self.state.pg} 是 PostgreSQL {have} 的，本程序自带 {want}。"
                "请换回原来的程序继续使用，数据没有改动。确要换新程序的，先用原来的程序启动，"
                f"再用其自带 PostgreSQL {have} 的 pg_dump 导出：pg_dump -h {self.state.run} -U {DATABASE_USER} -Fc "
                f"-f 备份文件 {DATABASE_NAME}；用 pg_restore 装入 PostgreSQL {want} 的数据库，"
                "再以 DATABASE_URL 指向该库启动新程序。"
            )

    def _wait_until_ready(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            if answers(self.state):
                return
            time.sleep(0.02)
        tail = (self.state.log / "postgres.log").read_text(errors="replace").splitlines()[-8:]
        raise StackError("数据库未能启动，日志末尾：\n" + "\n".join(tail))


def binaries() -> Path:
    """Return the wheel's programs, or those of the folder in YIYANG_PG_BIN. The package itself is never imported."""
    chosen = os.environ.get("YIYANG_PG_BIN")
    if chosen:
        return Path(chosen)
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StackError("未安装自带的 PostgreSQL：请重新执行 make run，或设置 DATABASE_URL 使用外部数据库。")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def connect(state: State, database: str = "postgres") -> psycopg2.extensions.connection:
    return psycopg2.connect(host=str(state.run), user=DATABASE_USER, dbname=database, connect_timeout=5)


def answers(state: State) -> bool:
    try:
        connect(state).close()
    except psycopg2.OperationalError:
        return False
    return True
