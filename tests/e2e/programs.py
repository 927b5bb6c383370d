"""Programs that work over the API as people would, whatever happens to the portal meanwhile.

Each notes what it was told was done; a request without an answer is repeated with the same key.
"""

from __future__ import annotations

import http.client
import threading
import time
import uuid
from typing import Any

from tests.e2e import acts
from tests.e2e.caller import Answer, Caller
from tests.e2e.office import Office

# Running elsewhere, or nobody there: ask again.
AGAIN = {409, 500, 502, 503, 504}
PATIENCE = 180


def insist(caller: Caller, method: str, path: str, data: Any = None) -> Answer:
    """Ask until somebody answers; the key makes sure that it is done once."""
    key = uuid.uuid4().hex
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            answer = caller.api(method, path, data, **{"Idempotency-Key": key})
            if answer.status not in AGAIN:
                return answer
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.3)
    raise AssertionError(f"{method} {path}: no answer within {PATIENCE} s")


def facts(place: str, *, township: str = "430922115", deaths: int = 1) -> dict[str, Any]:
    """An accident as a county's own program sends it, by default in 桃江县."""
    county = township[:6]
    moment = acts.now().isoformat(timespec="seconds")
    return {
        "occurred_at": moment, "known_at": moment, "county": county, "township": township, "location": place,
        "production": "yes", "sector": "construction", "supervising_department": f"{county}-housing",
        "deaths": deaths, "serious_injuries": 1, "direct_loss": "12.50", "summary": "试验", "submit": True,
    }  # fmt: skip


class Program(threading.Thread):
    """Repeats one piece of work until ``stop``; what went wrong is raised by ``stop``."""

    def __init__(self, office: Office) -> None:
        super().__init__(daemon=True)
        self.office = office
        self.told: list[dict[str, Any]] = []
        self._end = threading.Event()
        self._failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._end.is_set():
                self.work()
        except BaseException as failure:
            self._failure = failure

    def work(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        self._end.set()
        self.join(PATIENCE + 60)
        assert not self.is_alive()
        if self._failure:
            raise self._failure


class Clerk(Program):
    """Registers one accident after the other, in 安化县: where the letters' decisions are not worked out anew by it."""

    place, pause = "试验路", 1.0

    def work(self) -> None:
        place = f"{self.place}{uuid.uuid4().int % 10**12}号"
        answer = insist(
            self.office.token_caller("county_anhua"), "POST", "accidents/", facts(place, township="430923101")
        )
        assert answer.status == 201, answer.text
        self.told.append({"code": answer.json["code"], "place": place})
        time.sleep(self.pause)


class Bureau(Program):
    """From an accident to the issued letter, by four people; notes the number it was told."""

    def work(self) -> None:
        place = f"办文路{uuid.uuid4().int % 10**12}号"
        officer = self.office.token_caller("officer")
        clerk = self.office.token_caller("county_taojiang")
        code = insist(clerk, "POST", "accidents/", facts(place)).json["code"]
        insist(officer, "POST", f"accidents/{code}/verify/", {})
        decisions = self._proposals(officer, code)
        letter = insist(officer, "POST", "letters/", {"decisions": decisions}).json["id"]
        self._until(officer, letter, "in_review", officer, "submit")
        self._until(officer, letter, "reviewed", self.office.token_caller("reviewer"), "pass")
        self._until(officer, letter, "signed", self.office.token_caller("leader"), "sign")
        number = self._until(officer, letter, "issued", officer, "issue")
        self.told.append({"letter": letter, "number": number})

    def _proposals(self, officer: Caller, code: str) -> list[int]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            rows = insist(officer, "GET", "decisions/?county=430922&status=proposed&page_size=200").json["results"]
            found = [row["id"] for row in rows if row["trigger"] == code and row["rule"].startswith("R3")]
            if len(found) == 2:
                return found
            time.sleep(0.5)
        raise AssertionError(f"{code}: nothing was proposed")

    def _until(self, officer: Caller, letter: int, wanted: str, actor: Caller, act: str) -> str:
        """Do the act; when it is refused, it must be because the unanswered one had been done."""
        refused = 0
        while True:
            answer = insist(actor, "POST", f"letters/{letter}/{act}/", {})
            row = insist(officer, "GET", f"letters/{letter}/").json
            reached = {row["status"], *(["reviewed"] if row["reviewed"] else [])}
            if wanted in reached or (wanted == "issued" and row["status"] == "issuing"):
                return str(row["document_number"])
            refused += 1
            assert answer.status == 422, answer.text
            assert refused < 60, f"{act} {letter}: {answer.text}"
            time.sleep(1)  # the decisions are being worked out anew
