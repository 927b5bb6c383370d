"""Some of the issuers of `stress.numbers`, in a process that may die at any moment.

Usage: `python -m stress.number_issuer THREADS SEED`. Each takes any signed letter, also one that another is just
issuing. One attempt in seven fails after its number was taken, one in sixty kills the process there; sometimes a number
is reserved, voided, or a reserved one used.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
from typing import Any

import django


class Broken(Exception):
    """The attempt ends here, as if the connection was lost."""


def main(threads: int, seed: int) -> int:
    django.setup()
    from documents.workflow import issuing as module

    issuing: Any = module
    chance, lock = random.Random(seed), threading.Lock()
    complete = issuing.complete_transition

    def breaking(**arguments: Any) -> None:
        with lock:
            fate = chance.random()
        if fate < 1 / 60:
            os.kill(os.getpid(), signal.SIGKILL)
        if fate < 1 / 7:
            raise Broken
        complete(**arguments)

    issuing.complete_transition = breaking
    faults: list[Exception] = []

    def person(number: int) -> None:
        try:
            _issue_all(random.Random(f"{seed}-{number}"))
        except Exception as error:
            faults.append(error)

    people = [threading.Thread(target=person, args=[number]) for number in range(threads)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    for fault in faults:
        print(f"印发出错：{fault!r}", flush=True)
    return 1 if faults else 0


def _issue_all(chance: random.Random) -> None:
    """Issue until no letter waits. Ask again when the database has no connection left."""
    from django.db import OperationalError, connection

    try:
        while True:
            try:
                if not _issue_one(chance):
                    return
            except OperationalError:
                connection.close()
                time.sleep(chance.uniform(0.2, 1))
    finally:
        connection.close()


def _issue_one(chance: random.Random) -> bool:
    """Make one attempt; False when nothing waits."""
    from documents.models import Document, NumberSeries
    from documents.workflow import issuing
    from foundation.accounts.models import User
    from foundation.common.errors import DomainError

    officer = User.objects.get(username="officer")
    series = NumberSeries.objects.get(code="bureau-document")
    waiting = list(Document.objects.filter(series=series, status="signed").values_list("pk", flat=True)[:100])
    if not waiting:
        return False
    document = Document.objects.get(pk=chance.choice(waiting))
    year = document.dated_on.year if document.dated_on else 0
    kept = _play_with_numbers(officer, series, year, chance) if chance.random() < 0.1 else None
    with contextlib.suppress(Broken, DomainError):  # another was faster with the letter or the reserved number
        issuing.issue(user=officer, document=document, reserved=kept)
    return True


def _play_with_numbers(officer: Any, series: Any, year: int, chance: random.Random) -> Any:
    """Reserve a number, void one, or return one to be used."""
    from documents.models import ReservedNumber
    from documents.numbering import reservations
    from foundation.common.errors import DomainError

    kept = ReservedNumber.objects.filter(state="reserved", series=series, year=year).order_by("?").first()
    act = chance.choice(["reserve", "void", "use"])
    if act == "reserve" or kept is None:
        reservations.reserve(user=officer, series=series, year=year, reason="试验留用")
        return None
    if act == "void":
        with contextlib.suppress(DomainError):  # another was faster
            reservations.void_reserved(user=officer, reserved=kept, reason="试验作废")
        return None
    return kept


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
