"""Two people, two connections, the same moment."""

import threading

import pytest
from django.db import connection, connections

from accidents.models import Accident, AccidentRevision
from accidents.services import drafts, registration, verification
from foundation.common import clock
from foundation.common.errors import DomainError, Stale
from tests.accidents.factories import NOW, facts, registered
from tests.support.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each act in a thread of its own, all let go together; results and refusals in order."""
    barrier = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(index, act):
        try:
            with clock.at(NOW):
                barrier.wait(timeout=60)
                outcomes[index] = act()
        except DomainError as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


@pytest.fixture(autouse=True)
def _no_worker(city, monkeypatch):
    """What receivers of the layers above send to the worker after the commit is not asked about here."""
    from accidents.services import base

    monkeypatch.setattr(base.accidents_changed, "send", lambda **_: [])
    with clock.at(NOW):
        yield
    connection.close()


def test_numbers_taken_at_once_are_different_and_without_gap():
    clerk = make_user("clerk")
    done = at_once(*[lambda: registration.register(user=clerk, facts=facts())] * 4)
    assert sorted(accident.code for accident in done) == [f"430922-2021-000{number}" for number in (1, 2, 3, 4)]


def test_one_draft_submitted_by_two_is_registered_once():
    clerk, colleague = make_user("clerk"), make_user("clerk", username="colleague")
    draft = drafts.save_draft(user=clerk, facts=facts())
    outcomes = at_once(
        lambda: registration.submit(user=clerk, accident=draft, version=draft.version),
        lambda: registration.submit(user=colleague, accident=draft, version=draft.version),
    )
    assert sum(isinstance(outcome, Accident) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 1
    assert AccidentRevision.objects.count() == 1


def test_the_same_form_sent_twice_at_once_is_one_draft():
    clerk = make_user("clerk")
    token = "CG-0123456789abcdef"
    outcomes = at_once(*[lambda: drafts.save_draft(user=clerk, facts=facts(), draft_code=token)] * 4)
    assert Accident.objects.count() == 1
    assert all(isinstance(outcome, Accident) for outcome in outcomes), outcomes


def test_verified_and_returned_at_once_is_one_of_them():
    accident = registered(make_user("clerk"))
    one, other = make_user("officer"), make_user("officer", username="other")
    outcomes = at_once(
        lambda: verification.verify(user=one, accident=accident, version=accident.version),
        lambda: verification.return_(user=other, accident=accident, version=accident.version, reason="核对"),
    )
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 1
    assert AccidentRevision.objects.filter(accident=accident).count() == 2
