"""The race of `stress.numbers`, inside the portal's own settings: `python -m stress.number_race LETTERS ISSUERS`."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from typing import Any

import django

PATIENCE_SECONDS = 2400
PROCESSES = 10


def main(letters: int, issuers: int) -> int:
    django.setup()
    from documents.models import Document, NumberSeries
    from stress.office import signed_letter

    series = NumberSeries.objects.get(code="bureau-document")
    rows = Document.objects.filter(series=series, number__isnull=False)
    before = rows.count()
    for number in range(1, letters + 1):
        signed_letter(number)
    expected = before + Document.objects.filter(series=series, status="signed").count()
    began = time.monotonic()
    deaths = _race(issuers, random.Random(9704))
    spent = time.monotonic() - began
    print(f"{issuers} 人同时印发 {letters} 件，用时 {spent:.0f} 秒，印发进程被杀死 {deaths} 次", flush=True)
    while rows.filter(status="issuing").exists() and time.monotonic() - began < PATIENCE_SECONDS:
        time.sleep(1)
    faults = _faults(rows, expected)
    print("；".join(faults) or f"文号 1 至 {_last(series)}，各一次；正本 {expected} 件齐全", flush=True)
    return 1 if faults else 0


def _race(issuers: int, chance: random.Random) -> int:
    """Let all issuers work until no letter waits; replace those that die. Returns how many died."""
    from documents.models import Document

    threads = max(1, issuers // PROCESSES)
    running = [_start(threads, seed) for seed in range(min(PROCESSES, issuers))]
    deaths, seed, next_kill = 0, len(running), time.monotonic() + 5
    while running:
        time.sleep(0.2)
        if time.monotonic() > next_kill:
            chance.choice(running).kill()  # at any place, also outside a transaction
            next_kill = time.monotonic() + chance.uniform(3, 8)
        for process in [process for process in running if process.poll() is not None]:
            running.remove(process)
            if process.returncode == 0:
                continue
            assert process.returncode == -signal.SIGKILL, "an issuer failed by itself"
            deaths += 1
            if Document.objects.filter(status="signed", series="bureau-document").exists():
                running.append(_start(threads, seed))
                seed += 1
    return deaths


def _start(threads: int, seed: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "stress.number_issuer", str(threads), str(seed)])


def _faults(rows: Any, expected: int) -> list[str]:
    from documents.numbering.consistency import number_breaches

    faults = number_breaches()
    if rows.count() != expected:
        faults.append(f"应有 {expected} 件取号，实有 {rows.count()} 件")
    for document in rows.iterator():
        if document.status != "issued":
            faults.append(f"{document.document_number}没有制成正本")
        elif hashlib.sha256(document.pdf.open("rb").read()).hexdigest() != document.pdf_sha256:
            faults.append(f"{document.document_number}的正本与登记的摘要不符")
    return faults[:20]


def _last(series: Any) -> int:
    from documents.models import NumberCounter

    return max(NumberCounter.objects.filter(series=series).values_list("last", flat=True), default=0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
