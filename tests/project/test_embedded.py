"""The whole portal as processes: start, stop, second start, and the death of each process.

Long series of the same are in `make stress`.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.project.portal_runner import Portal, portal, wait_until


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """An installation without demo data, started once; tests leave it running or stopped."""
    folder = tmp_path_factory.mktemp("portal") / "var"
    yield from portal(folder)


@pytest.fixture
def running(installed: Portal) -> Portal:
    if not installed.is_ready():
        installed.up()
    return installed


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Portal]:
    yield from portal(tmp_path / "var")


def test_first_start_prints_a_one_time_link_and_stops_without_a_trace(empty: Portal) -> None:
    printed = empty.up()
    assert f"http://127.0.0.1:{empty.port}/setup/" in printed
    assert empty.is_ready()
    empty.down()
    assert empty.processes() == []
    assert empty.get("/health/live") == (0, None)


def test_second_start_keeps_the_data(running: Portal) -> None:
    running.rows("create table if not exists kept (value int)")
    running.rows("insert into kept values (41)")
    running.down()
    running.up()
    assert running.rows("select count(*) from kept where value = 41") == [(1,)]


def test_everything_behind_the_portal_works(running: Portal) -> None:
    """The heartbeat goes through beat, the queue and a worker."""
    wait_until(lambda: running.get("/health/full")[1]["checks"]["worker"]["ok"], 40, what=lambda: running.log("worker"))
    checks = running.get("/health/full")[1]["checks"]
    failing = {name: check for name, check in checks.items() if not check["ok"]}
    assert failing == {}


def test_second_portal_in_the_same_folder_is_refused(running: Portal) -> None:
    done = running.manage("up")
    assert done.returncode == 1
    assert f"已在运行（进程 {running.pid()}）" in done.stderr


def test_command_uses_the_servers_that_run(running: Portal) -> None:
    done = running.manage("showmigrations", "organizations")
    assert done.returncode == 0, done.stderr
    assert "[X] 0001_initial" in done.stdout
    assert "仅为本次命令启动" not in done.stderr


def test_command_starts_the_servers_for_its_own_time(running: Portal) -> None:
    running.down()
    done = running.manage("showmigrations", "organizations")
    assert done.returncode == 0, done.stderr
    assert "[X] 0001_initial" in done.stdout
    assert "仅为本次命令启动" in done.stderr
    assert "仅为本次命令启动" not in done.stdout
    assert running.processes() == []


@pytest.mark.parametrize(
    ("words", "name"),
    [(("gunicorn",), "网页服务"), (("celery", "worker"), "后台任务"), (("celery", "beat"), "定时任务")],
)
def test_killed_program_is_started_again(running: Portal, words: tuple[str, ...], name: str) -> None:
    old = running.named(*words)[0]
    children = old.children(recursive=True)
    old.send_signal(signal.SIGKILL)
    wait_until(lambda: old.pid not in [p.pid for p in running.named(*words)], what=name)
    wait_until(lambda: bool(running.named(*words)), what=name)
    wait_until(running.is_ready, what=lambda: running.log("web"))
    wait_until(lambda: not any(_alive(child) for child in children), what="children of the killed one")
    assert f"{name}意外退出" in running.log("supervisor")


@pytest.mark.parametrize("server", ["postgres", "valkey-server"])
def test_killed_server_is_recovered_from(running: Portal, server: str) -> None:
    running.rows("create table if not exists kept (value int)")
    running.rows("insert into kept values (1)")
    before = running.rows("select count(*) from kept")
    old = _server(running, server)
    assert old is not None
    old.send_signal(signal.SIGKILL)
    wait_until(lambda: (new := _server(running, server)) is not None and new.pid != old.pid, 60, what=server)
    wait_until(running.is_ready, what=lambda: running.log("web"))
    assert running.rows("select count(*) from kept") == before


def test_nothing_outlives_a_killed_supervisor_and_the_next_start_is_clean(running: Portal) -> None:
    running.rows("create table if not exists kept (value int)")
    psutil.Process(running.pid()).send_signal(signal.SIGKILL)
    running.up()
    assert running.is_ready()
    assert len(running.named("yiyang_ems.embedded", "up")) == 1
    assert len([p for p in running.named("postgres", "-D")]) == 1
    assert running.rows("select count(*) >= 0 from kept") == [(True,)]


def test_start_after_everything_was_killed_at_once(running: Portal) -> None:
    for process in running.processes():
        process.send_signal(signal.SIGKILL)
    running.up()
    assert running.is_ready()


def test_taken_port_is_named_when_it_was_asked_for(installed: Portal) -> None:
    if installed.is_ready():
        installed.down()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", installed.port))
        other.listen()
        done = installed.manage("up")
    assert done.returncode == 1
    assert f"端口 {installed.port} 已被占用" in done.stderr


def test_down_without_anything_running_says_so(tmp_path: Path) -> None:
    done = Portal(tmp_path / "none", 1).manage("down")
    assert (done.returncode, done.stdout.strip()) == (0, "没有在运行。")


def _server(running: Portal, name: str) -> psutil.Process | None:
    children = psutil.Process(running.pid()).children()
    return next((p for p in children if _alive(p) and p.name().startswith(name)), None)


def _alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
