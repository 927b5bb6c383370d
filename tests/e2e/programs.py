"""Programs that work over the API as people would, whatever happens to the portal meanwhile.

Each records what was confirmed; a request without an answer is repeated with the same key.
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

# Still running elsewhere, or the portal is down: ask again.
AGAIN = {409, 500, 502, 503, 504}
PATIENCE = 180


def insist(caller: Caller, method: str, path: str, data: Any = None) -> Answer:
    """Repeat a request until it is answered; the key ensures that it is done once."""
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
    """Return an accident as a county's own program sends it, by default in 桃江县."""
    county = township[:6]
    moment = acts.now().isoformat(timespec="seconds")
    return {
        "occurred_at": moment, "known_at": moment, "county": county, "township": township, "location": place,
        "production": "yes", "sector": "construction", "supervising_department": f"{county}-housing",
        "deaths": deaths, "serious_injuries": 1, "direct_loss": "12.50", "summary": "试验", "submit": True,
    }  # fmt: skip


class Program(threading.Thread):
    """Repeat one piece of work until ``stop``, which raises what went wrong."""

    def __init__(self, office: Office) -> None:
        super().__init__(daemon=True)
        self.office = office
        self.confirmed: list[dict[str, Any]] = []
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
    """Register one accident after the other in 安化县, where this does not change the decisions of the letters."""

    place, pause = "试验路", 1.0

    def work(self) -> None:
        place = f"{self.place}{uuid.uuid4().int % 10**12}号"
        answer = insist(
            self.office.token_caller("county_anhua"), "POST", "accidents/", facts(place, township="430923101")
        )
        assert answer.status == 201, answer.text
        self.confirmed.append({"code": answer.json["code"], "place": place})
        time.sleep(self.pause)


class Bureau(Program):
    """Take accidents to the issued letter, by four people; record the returned number."""

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
        self.confirmed.append({"letter": letter, "number": number})

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
        """Perform the action; a refusal must mean that the unanswered request had been done."""
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
            time.sleep(1)  # the decisions are being recomputed
