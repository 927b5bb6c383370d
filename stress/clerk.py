"""A county's own program: registers accidents over the API and repeats a request until it is answered."""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.project.portal_runner import Portal

# Still running elsewhere, or the portal is down: repeat the same request with the same key.
REPEAT = {409, 500, 502, 503, 504}


class Clerk(threading.Thread):
    """Works until `stop()`. The ledger holds what the portal confirmed, written to disk before the next request."""

    def __init__(self, portal: Portal, ledger: Path) -> None:
        super().__init__(daemon=True)
        self.portal, self.ledger = portal, ledger
        self._end = threading.Event()
        accounts = json.loads((portal.data_dir / "demo-accounts.json").read_text())
        self._token = next(row["api_token"] for row in accounts if row["username"] == "county_taojiang")
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def run(self) -> None:
        number = 0
        while not self._end.is_set():
            number += 1
            location = f"试验路 {number} 号"
            code = self._register(location, uuid.uuid4().hex)
            if code:
                with self.ledger.open("a") as file:
                    file.write(json.dumps({"code": code, "location": location}, ensure_ascii=False) + "\n")
                    file.flush()
                    os.fsync(file.fileno())

    def stop(self) -> None:
        self._end.set()
        if self.is_alive():
            self.join(30)

    def _register(self, location: str, key: str) -> str | None:
        now = datetime.now(ZoneInfo("Asia/Shanghai")).isoformat(timespec="seconds")
        body = {
            "occurred_at": now,
            "known_at": now,
            "county": "430922",
            "township": "430922115",
            "location": location,
            "production": "yes",
            "sector": "construction",
            "accident_type": "2025-10",
            "supervising_department": "430922-housing",
            "deaths": 0,
            "serious_injuries": 1,
            "direct_loss": "12.50",
            "summary": "试验",
            "submit": True,
        }
        while not self._end.is_set():
            status, answer = self._post("/api/v1/accidents/", body, key)
            if status == 201:
                return str(answer["code"])
            assert status in REPEAT or status == 0, f"{status} {answer}"
            time.sleep(0.5)
        return None

    def _post(self, path: str, body: dict, key: str) -> tuple[int, dict]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.portal.port}{path}",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Token {self._token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, _json(error.read())
        except (OSError, urllib.error.URLError):
            return 0, {}


def _json(data: bytes) -> dict:
    try:
        return dict(json.loads(data))
    except ValueError:
        return {}
