"""`manage.py up` and `manage.py down`; also `python -m yiyang_ems.embedded up`. Does not load Django."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from yiyang_ems.embedded.configuration import BASE_DIR, StackSettings
from yiyang_ems.embedded.processes import ended
from yiyang_ems.embedded.state import StackError, StateLock
from yiyang_ems.embedded.supervisor import ROLE, Supervisor
from yiyang_ems.env import SettingsError

STOP_PATIENCE = 60.0


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    for name, value in {"DATA_DIR": options.data_dir, "PORT": getattr(options, "port", None)}.items():
        if value:
            os.environ[name] = str(value)
    if getattr(options, "no_demo", False):
        os.environ["DEMO"] = "0"
    try:
        settings = StackSettings.read()
        if options.command == "down":
            return down(settings)
        return detach(settings) if options.detach else Supervisor(settings).run()
    except (StackError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1


def detach(settings: StackSettings) -> int:
    """Start in the background; return when the portal answers, with what it printed."""
    settings.state.root.mkdir(parents=True, exist_ok=True)
    settings.state.log.mkdir(mode=0o750, exist_ok=True)
    lock = StateLock(settings.state)
    if lock.acquire("probe"):  # nothing runs here: what an owner that was killed announced is no longer true
        settings.state.announcement.unlink(missing_ok=True)
        lock.release()
    log = settings.state.log / "supervisor.log"
    start = log.stat().st_size if log.exists() else 0
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "yiyang_ems.embedded", "up"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=BASE_DIR, start_new_session=True,
        )  # fmt: skip
    while process.poll() is None and _announced_by(settings) != process.pid:
        time.sleep(0.1)
    with log.open() as text:
        text.seek(start)
        sys.stdout.write(text.read().replace("按 Ctrl-C 停止。", "已在后台运行，停止：manage.py down"))
    return 1 if process.poll() is not None else 0


def _announced_by(settings: StackSettings) -> int:
    try:
        return int(json.loads(settings.state.announcement.read_text())["pid"])
    except (OSError, ValueError, KeyError):
        return 0


def down(settings: StackSettings) -> int:
    """Stop the supervisor that runs in DATA_DIR and wait for its process to end: it frees its lock a moment earlier."""
    lock = StateLock(settings.state)
    if not settings.state.root.exists() or lock.acquire("down"):
        print("没有在运行。")
        return 0
    pid, role = lock.holder()
    if role != ROLE:
        raise StackError(f"占用数据目录的是另一条命令（进程 {pid}），不是本系统。")
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_PATIENCE
    if not (lock.wait("down", seconds=STOP_PATIENCE) and ended(pid, seconds=deadline - time.monotonic())):
        raise StackError(f"进程 {pid} 在 {STOP_PATIENCE:.0f} 秒内没有停止。")
    print("已停止。")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="启动整个系统")
    up.add_argument("--no-demo", action="store_true", help="不建演示数据")
    up.add_argument("--port", type=int, help="端口，默认 8000")
    up.add_argument("--detach", action="store_true", help="在后台运行")
    stopping = commands.add_parser("down", help="停止在后台运行的系统")
    for command in (up, stopping):
        command.add_argument("--data-dir", help="数据目录，默认 var")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
