"""Kills at every moment of a start: the next start is clean and the data complete, whatever was half done."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time

import psutil

from tests.project.portal_runner import ROOT, Portal, free_port

ROUNDS = int(os.environ.get("STRESS_ROUNDS", "25"))
LONGEST_START = 6.0


def run() -> None:
    folder = ROOT / "var-stress" / "starts"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder, free_port())
    chance = random.Random(2021)
    try:
        for number in range(ROUNDS):
            after = chance.uniform(0.1, LONGEST_START)
            everything = chance.random() < 0.5
            _start_and_kill(portal, after, everything=everything)
            if number % 5 == 4:
                _check(portal, number)
    finally:
        portal.end()


def _start_and_kill(portal: Portal, after: float, *, everything: bool) -> None:
    """Kill also in the middle of initdb, of migrate, of loading the city."""
    start = subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT, env=portal.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(after)
    victims = portal.processes() if everything else [psutil.Process(start.pid)]
    for victim in victims:
        try:
            victim.kill()
        except psutil.NoSuchProcess:
            continue
    start.wait()


def _check(portal: Portal, number: int) -> None:
    portal.up()
    assert portal.is_ready(), f"round {number}: not ready"
    divisions = portal.rows("select count(*) from organizations_division")[0][0]
    assert divisions > 1500, f"round {number}: {divisions} divisions"
    if number % 10 == 4:
        portal.rows("create table if not exists kept (round int)")
    portal.rows(f"insert into kept values ({number})")
    kept = [row[0] for row in portal.rows("select round from kept order by round")]
    assert kept == list(range(4, number + 1, 5)), f"round {number}: {kept}"
    portal.down()
    left = portal.processes()
    assert not left, f"round {number}: left behind {left}"
    print(f"第 {number + 1} 轮：数据完整", flush=True)
