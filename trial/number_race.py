"""The race of `trial.numbers`, inside the portal's own settings: `python -m trial.number_race LETTERS ISSUERS`."""

from __future__ import annotations

import queue
import random
import sys
import threading
import time
from typing import Any

import django

PATIENCE_SECONDS = 1800


class Broken(Exception):
    """The attempt ends here, as if the machine had gone down."""


def main(letters: int, issuers: int) -> int:
    django.setup()
    from foundation.documents.models import Document, NumberSeries
    from foundation.organizations.models import User
    from trial.office import signed_letter

    officer = User.objects.get(username="officer")
    series = NumberSeries.objects.get(code="bureau-document")
    before = Document.objects.filter(series=series, number__isnull=False).count()
    waiting: queue.Queue[Any] = queue.Queue()
    for number in range(1, letters + 1):
        waiting.put(signed_letter(number))
    began = time.monotonic()
    broken = _race(waiting, officer, issuers)
    print(f"{issuers} 人同时印发 {letters} 件，用时 {time.monotonic() - began:.0f} 秒，中断 {broken} 次", flush=True)
    rows = Document.objects.filter(series=series, number__isnull=False)
    taken = sorted(rows.values_list("number_year", "number"))
    years = {year for year, _ in taken}
    whole = all(
        [number for at, number in taken if at == year] == list(range(1, 1 + sum(at == year for at, _ in taken)))
        for year in years
    )
    while rows.filter(status="issuing").exists() and time.monotonic() - began < PATIENCE_SECONDS:
        time.sleep(1)
    frozen = rows.filter(status="issued").exclude(pdf="").count()
    print(f"已取号 {len(taken)} 件，制成正本 {frozen} 件", flush=True)
    return 0 if whole and len(taken) == before + letters and frozen == len(taken) else 1


def _race(waiting: queue.Queue[Any], officer: Any, issuers: int) -> int:
    """Issue everything that waits; returns how many attempts were broken and came again."""
    from django.db import connection

    from foundation.documents import issuing as module

    issuing: Any = module
    chance, broken, lock = random.Random(9704), [0], threading.Lock()
    finish = issuing.finish

    def breaking(**arguments: Any) -> None:
        with lock:
            goes_down = chance.random() < 1 / 7
        if goes_down:
            raise Broken
        finish(**arguments)

    def issuer() -> None:
        try:
            while True:
                try:
                    document = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    issuing.issue(user=officer, document=document)
                except Broken:
                    broken[0] += 1
                    waiting.put(document)
        finally:
            connection.close()

    issuing.finish = breaking
    threads = [threading.Thread(target=issuer) for _ in range(issuers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    issuing.finish = finish
    return broken[0]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
