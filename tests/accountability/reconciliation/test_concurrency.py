"""Two people, two workers, a real queue: nothing doubled, nothing lost."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.db import connection

from accountability.decisions import services
from accountability.letters import drafting
from accountability.models import Decision, Letter, ReconciliationRequest
from accountability.reconciliation import run as accountability_run
from foundation.common import clock
from foundation.common.errors import DomainError
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import make_office
from tests.support.accident_register import (
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.people import make_user
from yiyang_ems.celery import app
from yiyang_ems.derived_settings import celery_address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def march(transactional_db: None, city: None) -> Iterator[None]:
    with clock.at(moment("2021-03-20 10:00")):
        yield


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all in threads of their own that start together; results or what they raised."""
    results: list[Any] = [None] * len(acts)
    together = threading.Barrier(len(acts))

    def run(index: int) -> None:
        try:
            with clock.at(moment("2021-03-20 10:00")):
                together.wait(timeout=60)
                results[index] = acts[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


def test_two_workers_at_once_create_each_decision_once(march: None) -> None:
    for day in ("2021-03-01", "2021-03-02", "2021-03-03"):
        larger(day, production="no")
    results = at_once(drain, drain)
    assert all(isinstance(result, accountability_run.ReconcileResult) for result in results), results
    assert sum(result.created for result in results) == Decision.objects.count() == 16
    assert not ReconciliationRequest.objects.exists()


def test_two_officers_draft_the_same_decision_once(march: None) -> None:
    office = make_office()
    other = make_user("officer", username="other-officer")
    accident = make_accident("2021-03-01")
    drain()
    notice = decision("R3a", accident)
    results = at_once(
        lambda: drafting.draft_letter(user=office.officer, decisions=[notice]),
        lambda: drafting.draft_letter(user=other, decisions=[notice]),
    )
    assert sorted(type(result).__name__ for result in results) == ["DomainError", "Letter"]
    (refused,) = [result for result in results if isinstance(result, DomainError)]
    assert "在办" in refused.message
    assert Letter.objects.count() == 1


def test_a_leader_declines_while_an_officer_drafts(march: None) -> None:
    office = make_office()
    accident = make_accident("2021-03-01")
    drain()
    notice = decision("R3a", accident)
    results = at_once(
        lambda: drafting.draft_letter(user=office.officer, decisions=[notice]),
        lambda: services.decline(user=office.leader, decision=notice, reason="不办"),
    )
    assert sum(isinstance(result, DomainError) for result in results) == 1
    notice.refresh_from_db()
    assert (notice.status == "drafting") == Letter.objects.exists()
    assert notice.status in ("drafting", "declined")


@pytest.fixture
def worker() -> Iterator[None]:
    """A real worker on the real broker; what an earlier run left in the queue is thrown away."""
    names = ("CELERY_BROKER_URL", "CELERY_BROKER_TRANSPORT_OPTIONS")
    before = {name: getattr(settings, name) for name in names}
    app.conf.update(CELERY_BROKER_URL=celery_address(settings.REDIS_URL), CELERY_BROKER_TRANSPORT_OPTIONS={})
    app.set_current()
    app.loader.import_default_modules()
    redis.Redis.from_url(settings.REDIS_URL).delete("celery")
    _forget_connections()
    try:
        with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=30):
            yield
    finally:
        app.conf.update(before)
        _forget_connections()


def _forget_connections() -> None:
    app.pool.force_close_all()
    app._pool = None
    app.amqp._producer_pool = None


def test_a_registered_accident_reaches_its_decisions_through_the_queue(march: None, worker: None) -> None:
    make_accident("2021-03-01")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and Decision.objects.count() < 2:
        time.sleep(0.1)
    assert sorted(Decision.objects.values_list("rule__code", flat=True)) == ["R3a", "R3b"]


def test_without_a_broker_the_request_waits_and_the_accident_is_kept(march: None) -> None:
    ReconciliationRequest.objects.all().delete()
    accident = make_accident("2021-03-01")
    assert accident.revision_number == 1
    assert ReconciliationRequest.objects.count() == 1
    assert drain().created == 2
