"""Numbers: how they are written, and that there is never a gap nor a double."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Document, NumberCounter
from documents.numbering.consistency import number_breaches
from documents.numbering.numbers import format_number, load_series, take_number
from documents.workflow import issuing, printing
from foundation.common import clock
from tests.documents.factories import bureau_series, draft, issuing_document, make_office, signed
from tests.support.long_form import one_in

MARCH = dt.datetime(2021, 3, 1, 9, tzinfo=clock.SHANGHAI)


@given(st.integers(1, 10**6), st.integers(1949, 2199))
def test_a_number_is_written_without_leading_zero(number, year):
    written = format_number("益应急发", year, number)
    assert written == f"益应急发〔{year}〕{number}号"
    assert not written.split("〕")[1].startswith("0")


def test_the_placeholder_and_impossible_numbers():
    assert format_number("益应急发", 2021, None) == "益应急发〔2021〕印发时取号号"
    with pytest.raises(ValueError, match="begin with 1"):
        format_number("益应急发", 2021, 0)


@pytest.mark.usefixtures("city")
def test_loading_the_series_again_changes_nothing():
    assert not load_series(settings.BASE_DIR / "fixtures/yiyang/number_series.json").changed


@pytest.mark.usefixtures("city")
def test_each_year_begins_with_1():
    series = bureau_series()
    with transaction.atomic():
        assert [take_number(series, year) for year in (2021, 2021, 2022, 2021)] == [1, 2, 1, 3]


@pytest.mark.usefixtures("city")
def test_a_number_rolled_back_is_taken_by_the_next():
    series = bureau_series()

    def take_and_fail():
        with transaction.atomic():
            take_number(series, 2021)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_and_fail()
    with transaction.atomic():
        assert take_number(series, 2021) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("letters", one_in(2, [10, 40]))
def test_four_issuers_at_once_leave_no_gap(city, monkeypatch, letters):
    """Real threads, real commits; a third of the attempts fails at random after the number was taken, a third of the
    printings fails, and the sweep brings those to their end under their numbers."""
    office = make_office()
    with clock.at(MARCH):
        waiting = [signed(office, title=f"关于第{number}起事故的通报").pk for number in range(1, letters + 1)]
    chance, lock = random.Random(), threading.Lock()

    def at_random(real, error):
        def step(*args, **arguments):
            with lock:
                fails = chance.random() < 1 / 3
            if fails:
                raise error
            return real(*args, **arguments)

        return step

    monkeypatch.setattr(issuing, "_queue_rendering", lambda pk: printing.render_and_freeze(document_id=pk))
    monkeypatch.setattr(
        issuing, "complete_transition", at_random(issuing.complete_transition, ConnectionError("the machine went down"))
    )
    render = printing.render
    monkeypatch.setattr(printing, "render", at_random(render, OSError(28, "No space left on device")))
    unexpected = []

    def issuer():
        try:
            while True:
                with lock:
                    if not waiting:
                        return
                    document_id = waiting.pop()
                document = Document.objects.get(pk=document_id)
                try:
                    issuing.issue(user=office.officer, document=document)
                except ConnectionError:
                    with lock:
                        waiting.append(document_id)
        except Exception as error:  # pragma: no cover - shown by the assertion below
            unexpected.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=issuer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unexpected == []
    rows = Document.objects.filter(series="bureau-document")
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, letters + 1))
    assert NumberCounter.objects.get(series="bureau-document", year=2021).last == letters
    assert number_breaches() == []
    numbers = dict(rows.values_list("pk", "document_number"))
    assert set(rows.values_list("status", flat=True)) <= {"issuing", "issued"}
    monkeypatch.setattr(printing, "render", render)
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        printing.render_pending()
    assert set(rows.values_list("status", flat=True)) == {"issued"}
    assert dict(rows.values_list("pk", "document_number")) == numbers
    for document in rows:
        assert printing.frozen_bytes(document).startswith(b"%PDF")


def in_a_process_that_is_killed(work):
    """Run ``work`` in a child with a connection of its own; the child never returns, it is killed or it dies."""
    child = os.fork()
    if child == 0:
        try:
            connection.connection = None  # the parent's; closing it here would end the parent's session
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
class TestKilledInTheMiddle:
    """kill -9 at the worst moments: before the number is committed, and before the bytes are."""

    def test_the_web_process_after_it_took_the_number(self, city, monkeypatch):
        office = make_office()
        document = signed(office)
        with monkeypatch.context() as deadly:
            deadly.setattr(issuing, "complete_transition", die)
            killed = in_a_process_that_is_killed(lambda: issuing.issue(user=office.officer, document=document))
        assert killed == signal.SIGKILL
        document.refresh_from_db()
        assert (document.status, document.number) == ("signed", None)
        assert issuing.issue(user=office.officer, document=document).number == 1

    def test_the_worker_after_it_wrote_the_file(self, city, monkeypatch):
        document = issuing_document(make_office())
        with monkeypatch.context() as deadly:
            deadly.setattr(printing, "complete_transition", die)
            killed = in_a_process_that_is_killed(lambda: printing.render_and_freeze(document_id=document.pk))
        assert killed == signal.SIGKILL
        document.refresh_from_db()
        assert (document.status, document.pdf.name, document.number) == ("issuing", "", 1)
        made = printing.render_and_freeze(document_id=document.pk)
        assert made.status == "issued"
        assert printing.frozen_bytes(made).startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
def test_two_workers_render_one_document_once(city, monkeypatch):
    document = issuing_document(make_office())
    rendered, errors = [], []
    real = printing.render

    def counting(content):
        rendered.append(content.document_number)
        return real(content)

    monkeypatch.setattr(printing, "render", counting)

    def worker():
        try:
            printing.render_and_freeze(document_id=document.pk)
        except Exception as error:  # pragma: no cover - shown below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert rendered == [document.document_number]


@pytest.mark.usefixtures("city")
class TestRendering:
    """Between the number and the frozen bytes anything may fail; the number stays."""

    def test_a_message_delivered_twice_renders_once(self):
        document = issuing_document(make_office())
        first = printing.render_and_freeze(document_id=document.pk)
        again = printing.render_and_freeze(document_id=document.pk)
        assert (again.pdf_sha256, again.rendered_at, again.render_attempts) == (
            first.pdf_sha256,
            first.rendered_at,
            1,
        )

    def test_a_failed_rendering_keeps_the_number_and_succeeds_later(self, monkeypatch):
        document = issuing_document(make_office())
        with monkeypatch.context() as broken:
            broken.setattr(printing, "render", lambda content: 1 / 0)
            failed = printing.render_and_freeze(document_id=document.pk)
        assert (failed.status, failed.number, failed.render_attempts) == ("issuing", 1, 1)
        assert "ZeroDivisionError" in failed.render_error
        made = printing.render_and_freeze(document_id=document.pk)
        assert (made.status, made.number, made.render_attempts, made.render_error) == ("issued", 1, 2, "")

    def test_the_sweep_finds_what_lost_its_message(self):
        office = make_office()
        with clock.at(dt.datetime(2021, 3, 1, 9, tzinfo=clock.SHANGHAI)):
            document = issuing_document(office)
            assert printing.render_pending() == 0
        with clock.at(dt.datetime(2021, 3, 1, 9, 5, tzinfo=clock.SHANGHAI)):
            assert printing.render_pending() == 1
            assert printing.render_pending() == 0
        document.refresh_from_db()
        assert document.status == "issued"

    def test_a_full_disk_leaves_it_waiting(self, monkeypatch):
        document = issuing_document(make_office())

        def full(document, data, sha256):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(printing, "_store", full)
        waiting = printing.render_and_freeze(document_id=document.pk)
        assert waiting.status == "issuing"
        assert "No space left on device" in waiting.render_error

    def test_drafts_are_not_rendered(self):
        assert printing.render_and_freeze(document_id=draft(make_office()).pk).status == "draft"
