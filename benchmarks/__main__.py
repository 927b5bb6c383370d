"""Runs all benchmarks, prints a table, writes var-bench/bench.json; the million accidents are in `scale.py`.

The data is built once under var-bench/ and used again; `rm -rf var-bench` starts over.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.project.portal_runner import (
    ROOT,
    Portal,
    free_port,
    wait_until,
)

BENCH = ROOT / "var-bench"
AIMS = {"letter_warm": 0.070, "letter_core": 1 / 15, "short_warm": 0.070, "short_core": 1 / 15, "preview": 0.300}
TITLES = {
    "cold_start": "首次启动（全新检出，软件包已缓存，含演示数据）",
    "restart": "再次启动至可用",
    "stop": "停止",
    "register_accident": "登记一起事故（服务）",
    "reconciliation": "一个县一个周期的重新核算",
    "short_warm": "排一件一页的公函 PDF（已预热）",
    "short_core": "同一件公函占用处理器",
    "letter_warm": "排一件两页的公文 PDF（已预热，有样章）",
    "letter_core": "同一件公文占用处理器",
    "preview": "同一件公文的预览（排版和页面图像）",
    "docx": "同一件公文的 DOCX",
    "browser": "同一件公文由无界面 Chromium 打印（含启动）",
    "office_suite": "同一件公文的 DOCX 由 LibreOffice 转 PDF（含启动）",
    "page_workbench": "打开工作台",
}


def cold_start() -> float:
    """`make run` in a fresh clone: environment from the lock, cluster, schema, city, demo data, first answer."""
    clone = BENCH / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    portal = Portal(clone / "var", free_port(), demo=True)
    began = time.monotonic()
    with (BENCH / "cold-start.log").open("wb") as log:
        make = subprocess.Popen(
            ["make", "run"], cwd=clone, env=portal.environment(), stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_until(lambda: (clone / "var" / "running.json").exists() or make.poll() is not None, 900, what="make run")
        took = time.monotonic() - began
        assert portal.is_ready(), (BENCH / "cold-start.log").read_text()[-2000:]
        portal.down()
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGTERM)
            make.wait(60)
        portal.end()
    shutil.rmtree(clone, ignore_errors=True)
    return took


def measure(portal: Portal) -> dict[str, float | None]:
    """Restart, stop, and what runs inside against the servers of a running portal."""
    portal.up()  # the first time here it builds the data
    portal.down()
    began = time.monotonic()
    portal.up()
    restart = time.monotonic() - began
    inside = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside"],
        cwd=ROOT, env=portal.environment(DJANGO_SETTINGS_MODULE="yiyang_ems.settings"), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert inside.returncode == 0, inside.stderr
    began = time.monotonic()
    portal.down()
    return {"restart": restart, "stop": time.monotonic() - began} | json.loads(inside.stdout)


def main() -> int:
    BENCH.mkdir(exist_ok=True)
    portal = Portal(BENCH / "var", free_port(), demo=True)
    try:
        results: dict[str, float | None] = {"cold_start": cold_start()}
        results |= measure(portal)
    finally:
        portal.end() if portal.processes() else None
    _write(results, BENCH / "bench.json")
    for name, seconds in results.items():
        if seconds is None:
            print(f"{'未安装':>12}  {TITLES[name]}")
            continue
        is_missed = name in AIMS and seconds > AIMS[name]
        aim = f"  目标 {AIMS[name] * 1000:.0f} 毫秒{'，未达到' if is_missed else ''}" if name in AIMS else ""
        shown = f"{seconds:.1f} 秒" if seconds >= 1 else f"{seconds * 1000:.1f} 毫秒"
        rate = f"  每核每秒 {1 / seconds:.1f} 件" if name in ("short_core", "letter_core", "docx") else ""
        print(f"{shown:>12}  {TITLES[name]}{rate}{aim}")
    return subprocess.run([sys.executable, "-m", "benchmarks.scale"], cwd=ROOT, check=False).returncode


def _write(results: dict[str, float | None], path: Path) -> None:
    machine = {"python": platform.python_version(), "cpus": os.cpu_count(), "system": platform.platform()}
    path.write_text(json.dumps({"machine": machine, "seconds": results}, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
