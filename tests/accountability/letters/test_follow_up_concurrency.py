"""Two at once: one set of minutes, one approval, one revocation."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from accountability.letters import veto_approval
from accountability.models import FollowUpLetter
from foundation.common import clock
from foundation.common.errors import DomainError
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office, make_office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import (
    CONTACT,
    drafted_follow_up,
    issued,
    issued_letter,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db: None, city: None) -> Iterator[Office]:
    with clock.at(moment("2021-03-20 10:00")):
        yield make_office()


def at_once(act: Callable[[], object], times: int = 4) -> list[str]:
    """Run the act in threads that start together; what each was refused with, empty for the one that did it."""
    barrier, said = threading.Barrier(times), []

    def run() -> None:
        try:
            with clock.at(moment("2021-03-20 11:00")):
                barrier.wait(timeout=60)
                act()
            said.append("")
        except DomainError as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return sorted(said)


def test_four_officers_draft_one_revocation(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    letter = issued_letter(office, [decision("R3a", accident)])
    chosen = list(letter.decisions.all())
    said = at_once(lambda: drafted_follow_up(office, "revocation", chosen, reason="不负责任"))
    assert said == ["", "already", "already", "already"]
    assert FollowUpLetter.objects.count() == 1


def test_four_officers_record_one_answer(office: Office) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    request = drafted_follow_up(office, "veto_request", [decision("R5a")], **CONTACT)
    issued(office, request)
    answers = iter(range(1, 5))
    lock = threading.Lock()

    def record() -> None:
        with lock:
            number = next(answers)
        veto_approval.record_approval(
            user=office.officer,
            letter=request,
            is_approved=number % 2 == 0,
            number=f"益办复〔2021〕{number}号",
            day=dt.date(2021, 3, 20),
            reason="" if number % 2 == 0 else "待查",
        )

    assert at_once(record) == ["", "already_recorded", "already_recorded", "already_recorded"]
    request.refresh_from_db()
    assert request.is_approved is (int(request.approval_number[9]) % 2 == 0)
