"""Many people at once: they read, search, open, export, and every tenth registers. No error, no long waits.

`STRESS_PEOPLE` (20, at most 200) people for `STRESS_SECONDS` (120), each with a reader's pause between two pages.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import threading
import time
import uuid
from collections import defaultdict

from tests.e2e.caller import Caller
from tests.e2e.office import Office, open_office
from tests.e2e.programs import facts
from tests.project.portal_runner import ROOT, Portal, free_port

PEOPLE = min(int(os.environ.get("STRESS_PEOPLE", "20")), 200)
SECONDS = float(os.environ.get("STRESS_SECONDS", "120"))
PAUSE = (0.5, 3.0)
LONGEST_P95 = 3.0  # seconds, on two cores
PAGES = {
    "officer": [
        "/",
        "/accidents/",
        "/accidents/?year=2020&sort=-deaths",
        "/decisions/",
        "/documents/",
        "/search/?q=tjx",
    ],
    "leader": ["/", "/leader/", "/leader/?year=2020", "/decisions/?status=issued", "/documents/"],
    "county_taojiang": ["/", "/accidents/", "/accidents/new/", "/documents/", "/leader/"],
    "county_anhua": ["/", "/accidents/", "/accidents/?export=csv", "/messages/"],
    "town_majitang": ["/", "/accidents/quick/", "/documents/"],
    "auditor": ["/journal/", "/accidents/", "/decisions/"],
}


def run() -> None:
    folder = ROOT / "var-stress" / "people"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder, free_port(), demo=True)
    done = portal.manage("up", "--detach", seconds=900)
    assert done.returncode == 0, done.stderr
    try:
        _measure(open_office(portal))
    finally:
        portal.down()
        portal.end()


def _measure(office: Office) -> None:
    sessions = {name: office.caller(name) for name in PAGES}
    crowd = [_Person(office, sessions, number) for number in range(PEOPLE)]
    for person in crowd:
        person.start()
    for person in crowd:
        person.join()
    waits: dict[str, list[float]] = defaultdict(list)
    faults: list[str] = []
    registered = 0
    for person in crowd:
        faults += person.faults
        registered += person.registered
        for page, seconds in person.waits:
            waits[page].append(seconds)
    every = sorted(seconds for found in waits.values() for seconds in found)
    p95 = statistics.quantiles(every, n=20)[-1]
    print(
        f"{PEOPLE} 人，{len(every)} 次请求，中位 {statistics.median(every):.2f} 秒，95% 在 {p95:.2f} 秒内", flush=True
    )
    for page, found in sorted(waits.items(), key=lambda item: -statistics.median(item[1]))[:5]:
        print(f"  {statistics.median(found):.2f} 秒 {page}", flush=True)
    assert not faults, f"{len(faults)} 次出错：{faults[:5]}"
    stored = office.portal.rows("select count(*) from accidents_accident where location like '众人路%'")[0][0]
    assert stored == registered, f"确认 {registered} 起，库中 {stored} 起"
    assert PEOPLE > 20 or p95 <= LONGEST_P95, f"95% 的请求要 {p95:.1f} 秒"


class _Person(threading.Thread):
    def __init__(self, office: Office, sessions: dict[str, Caller], number: int) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(number)
        self.username = self.chance.choice(sorted(PAGES))
        account = office.accounts[self.username]
        self.caller = Caller(
            office.portal.port, 60, account.api_token, dict(sessions[self.username].cookies)
        )  # the same login in another window
        self.waits: list[tuple[str, float]] = []
        self.faults: list[str] = []
        self.registered = 0

    def run(self) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            time.sleep(self.chance.uniform(*PAUSE))
            began = time.monotonic()
            try:
                page = self._one()
            except OSError as error:
                self.faults.append(f"{self.username}: {error}")
                continue
            self.waits.append((page, time.monotonic() - began))

    def _one(self) -> str:
        if self.username.startswith("county") and self.chance.random() < 0.2:
            township = {"county_taojiang": "430922115", "county_anhua": "430923101"}[self.username]
            sent = facts(f"众人路{uuid.uuid4().hex}", township=township)
            answer = self.caller.api("POST", "accidents/", sent, **{"Idempotency-Key": uuid.uuid4().hex})
            self.registered += answer.status == 201
            page = "登记"
        else:
            page = self.chance.choice(PAGES[self.username])
            answer = self.caller.get(page)
        if answer.status not in (200, 201):
            self.faults.append(f"{answer.status} {self.username} {page} {answer.text[:120]}")
        return page
