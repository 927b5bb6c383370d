"""kill -9 in the middle of the work, once of each process; `make stress` does it for a quarter of an hour."""

from __future__ import annotations

import json
import signal
import time

import psutil
import pytest

from tests.e2e.letters import kept, number_gaps
from tests.e2e.office import Office
from tests.e2e.programs import Bureau, Clerk
from tests.project.portal_runner import Portal, wait_until

VICTIMS = [
    ("gunicorn",),
    ("celery", "worker"),
    ("postgres", "-D"),
    ("valkey-server",),
]


@pytest.fixture(scope="module")
def survived(office: Office) -> tuple[Office, list[Clerk], Bureau]:
    """Two clerks and the bureau have worked while web, worker, database and broker were killed."""
    clerks, bureau = [Clerk(office), Clerk(office)], Bureau(office)
    programs = [*clerks, bureau]
    for program in programs:
        program.start()
    for words in VICTIMS:
        before = len(bureau.confirmed) + sum(len(clerk.confirmed) for clerk in clerks)
        time.sleep(1.5)
        _kill(office.portal, words)
        wait_until(office.portal.is_ready, 90, what=lambda: office.portal.log("supervisor"))

        def go_on(seen: int = before) -> bool:
            return len(bureau.confirmed) + sum(len(clerk.confirmed) for clerk in clerks) > seen

        wait_until(go_on, 120, what=lambda: office.portal.log("web"))
    wait_until(lambda: bool(bureau.confirmed), 180, what=lambda: office.portal.log("worker"))
    for program in programs:
        program.stop()
    wait_until(lambda: _waiting(office.portal) == 0, 240, what=lambda: office.portal.log("worker"))
    return office, clerks, bureau


def test_every_accident_that_was_confirmed_is_there_once(survived: tuple[Office, list[Clerk], Bureau]) -> None:
    office, clerks, _ = survived
    rows = office.portal.rows("select code, location from accidents_accident where location like '试验路%'")
    confirmed = {row["code"]: row["place"] for clerk in clerks for row in clerk.confirmed}
    assert confirmed
    assert confirmed.items() <= dict(rows).items()
    assert len({place for _, place in rows}) == len(rows), "registered twice"
    counted = office.portal.rows(
        "select a.code from accidents_accident a where a.location like '试验路%' and (select count(*) from"
        " accidents_accidentrevision r where r.accident_id = a.id) <> a.revision_number"
    )
    assert counted == []


def test_accident_numbers_have_no_gap(survived: tuple[Office, list[Clerk], Bureau]) -> None:
    office, _, _ = survived
    codes = [
        row[0] for row in office.portal.rows("select code from accidents_accident where code like '430922-2026-%'")
    ]
    assert sorted(int(code[-4:]) for code in codes) == list(range(1, len(codes) + 1))


def test_letters_keep_their_numbers_without_a_gap_and_are_made(survived: tuple[Office, list[Clerk], Bureau]) -> None:
    office, _, bureau = survived
    assert bureau.confirmed
    assert number_gaps(office.portal) == []
    for row in bureau.confirmed:
        document = office.portal.rows(f"select document_id from accountability_letter where id = {row['letter']}")[0][0]
        letter = kept(office.portal, document)
        assert (letter.row["status"], letter.row["document_number"]) == ("issued", row["number"])
        assert letter.faults() == []
    assert len({row["number"] for row in bureau.confirmed}) == len(bureau.confirmed)


def test_nothing_is_left_to_reconcile(survived: tuple[Office, list[Clerk], Bureau]) -> None:
    office, _, _ = survived
    done = office.portal.manage("reconcile", "--all", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout).values()) == {0}, done.stdout


def _kill(portal: Portal, words: tuple[str, ...]) -> None:
    """Kill the master and its children, as a machine that runs out of memory would."""
    supervisor = psutil.Process(portal.pid())
    family = [child for child in supervisor.children() if all(word in _called(child) for word in words)]
    assert family, f"{words} does not run"
    for process in [*family[0].children(recursive=True), family[0]]:
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue


def _called(process: psutil.Process) -> str:
    return " ".join([process.name(), *process.cmdline()])


def _waiting(portal: Portal) -> int:
    rows = portal.rows(
        "select (select count(*) from documents_document where status = 'issuing')"
        " + (select count(*) from accountability_reconciliationrequest)"
    )
    return int(rows[0][0])
