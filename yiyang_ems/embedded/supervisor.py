"""The supervisor of all other processes: starts, watches and stops them. Runs in the main thread only."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from yiyang_ems.branding import read_branding
from yiyang_ems.embedded import listener as ports
from yiyang_ems.embedded.configuration import BASE_DIR, StackSettings
from yiyang_ems.embedded.liveness import WorkerWatch
from yiyang_ems.embedded.programs import (
    Program,
    child_environment,
    programs,
    run_to_end,
    stop_all,
    sweep_programs,
)
from yiyang_ems.embedded.servers import PATIENCE, EmbeddedServers
from yiyang_ems.embedded.state import StackError, StateLock

ROLE = "up"
SERVER_DEATHS = 3  # within SERVER_DEATHS_SPAN seconds; the supervisor gives up after more
SERVER_DEATHS_SPAN = 300.0


class _Stop(Exception):
    """A signal asks the supervisor to end."""


def say(text: str) -> None:
    print(text, flush=True)


class Supervisor:
    def __init__(self, settings: StackSettings) -> None:
        self.settings = settings
        self.state = settings.state
        self.lock = StateLock(self.state)
        self.servers = EmbeddedServers(self.state, database=settings.embeds_database, broker=settings.embeds_broker)
        self.programs: list[Program] = []
        self.listener: socket.socket | None = None  # kept open, so that web can be restarted on it
        self.watch = WorkerWatch(self.state, settings.redis_url)
        self._server_deaths: list[float] = []

    def run(self) -> int:
        """Run everything from lock to clean end and return the exit code.

        Raises StackError for what a person must fix.
        """
        ports.refuse_demo_on_network(self.settings)
        self._own_state()
        self._catch_signals()
        try:
            self._start()
            self._watch()
        except _Stop:
            say("正在停止…")
            return 0
        finally:
            self._ignore_signals()
            self._stop()
        return 0

    def _own_state(self) -> None:
        if self.lock.acquire(ROLE):
            return
        pid, role = self.lock.holder()
        if role == ROLE:
            raise StackError(f"本目录 {self.state.root} 的系统已在运行（进程 {pid}）。停止：manage.py down")
        say(f"等待另一条命令（进程 {pid}）用完数据库…")
        if not self.lock.wait(ROLE, seconds=PATIENCE):
            raise StackError(f"数据目录 {self.state.root} 一直被进程 {pid} 占用。")

    def _catch_signals(self) -> None:
        def caught(number: int, frame: FrameType | None) -> None:
            self._ignore_signals()
            raise _Stop

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, caught)

    @staticmethod
    def _ignore_signals() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def _start(self) -> None:
        began = time.monotonic()
        self.state.announcement.unlink(missing_ok=True)
        sweep_programs(self.state)
        self.listener = listener = ports.listen(self.settings)
        say("正在启动数据库…")
        self.servers.start()
        env = child_environment(self.state.root, HOST=self.settings.host, DEMO="1" if self.settings.demo else "0")
        address = ports.address_of(self.settings.host, listener)
        code = run_to_end([sys.executable, str(BASE_DIR / "manage.py"), "prepare", "--address", address], env)
        if code:
            raise StackError("系统准备未完成，原因见上。")
        self.programs = programs(self.state, listener.fileno(), env)
        self.watch.forget()
        for program in self.programs:
            program.start()
        self._await_web(listener)
        self._announce(address, time.monotonic() - began)

    def _await_web(self, listener: socket.socket, seconds: float = 60) -> None:
        """Wait for the first answer. Asks the socket's own address, whatever name it was given."""
        host, port = listener.getsockname()[:2]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        url = f"http://[{host}]:{port}/health/live" if ":" in host else f"http://{host}:{port}/health/live"
        request = urllib.request.Request(url, headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._check_programs()
            try:
                with opener.open(request, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise StackError(f"网页服务没有应答，请查看 {self.state.log / 'web.log'}")

    def _announce(self, address: str, seconds: float) -> None:
        say(f"\n{read_branding(self.settings.city_folder).portal_name}已启动（{seconds:.1f} 秒）：{address}")
        accounts = self.state.root / "demo-accounts.json"
        if accounts.exists():
            say(f"演示账号（亦见 {accounts}）：")
            for entry in json.loads(accounts.read_text()):
                say(f"  {entry['username']:<24} {entry['password']:<20} {entry['organization']}")
        say("按 Ctrl-C 停止。")
        half = self.state.announcement.with_suffix(".half")
        half.write_text(json.dumps({"pid": os.getpid(), "address": address}))
        half.replace(self.state.announcement)

    def _watch(self) -> None:
        while True:
            self._check_programs()
            time.sleep(0.2)

    def _check_programs(self) -> None:
        dead = self.servers.dead()
        if dead:
            self._restart_servers(dead)
            return
        for program in self.programs:
            program.restart_if_ended(say)
            if program.name == "worker" and self.watch.is_stalled(program.age()):
                say("后台任务长时间没有取走工作，正在重新启动。")
                program.restart()
                self.watch.forget()

    def _restart_servers(self, dead: list[str]) -> None:
        """Restart the servers as at a start: stop all others first, so that none works on half a database."""
        now = time.monotonic()
        self._server_deaths = [at for at in self._server_deaths if now - at < SERVER_DEATHS_SPAN] + [now]
        if len(self._server_deaths) > SERVER_DEATHS:
            raise StackError(f"{'、'.join(dead)} 反复退出，系统已停止。请查看 {self.state.log}")
        say(f"{'、'.join(dead)} 意外退出，正在恢复…")
        stop_all(self.programs)
        self.servers.stop()
        self.servers.start()
        self.watch.forget()
        for program in self.programs:
            program.start()
        say("已恢复。")

    def _stop(self) -> None:
        stop_all(self.programs)
        self.servers.stop()
        self.state.announcement.unlink(missing_ok=True)
        self.lock.release()
