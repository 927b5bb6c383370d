"""The helper that typesets beside the process: what kills it is refused in words, and the next document is made."""

from __future__ import annotations

import os
import resource
import signal
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from documents.editor import preview
from documents.typesetting import rendering
from documents.typesetting.content.blocks import ContentError, Lead, Paragraph
from documents.typesetting.process import subprocess_renderer
from documents.typesetting.process.limits import MOST_MEMORY
from documents.typesetting.process.subprocess_renderer import render
from documents.workflow import printing
from foundation.common import clock
from foundation.common.errors import DomainError
from foundation.worklist.models import Todo
from tests.documents.factories import issuing_document, make_office
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.samples import NOTICE, SHORT
from tests.documents.samples_of_kinds import table_of
from tests.support.long_form import one_in

#: Takes long enough to be interrupted.
LARGE = replace(SHORT, blocks=(*SHORT.blocks, *[table_of(900, "隐患整改情况")] * 3))


def _is_made(content) -> bool:
    return faults(render(content).data, content) == []


def _pid() -> int:
    helper = subprocess_renderer._place.helper
    assert helper is not None
    return helper.process.pid


def _data_bytes() -> int:
    line = next(line for line in Path(f"/proc/{_pid()}/status").read_text().splitlines() if line.startswith("VmData"))
    return int(line.split()[1]) * 1024


@pytest.fixture
def kill_when_begun(monkeypatch):
    """Kill the helper at the moment it says that it has taken the next document in hand."""

    def arrange(how: signal.Signals = signal.SIGKILL) -> None:
        victim, read = _pid(), subprocess_renderer.Helper._read

        def read_and_kill(helper, deadline):
            answer = read(helper, deadline)
            if helper.process.pid == victim:
                monkeypatch.setattr(subprocess_renderer.Helper, "_read", read)
                os.kill(victim, how)
            return answer

        monkeypatch.setattr(subprocess_renderer.Helper, "_read", read_and_kill)

    return arrange


def test_the_helper_makes_the_same_bytes_and_stays():
    assert render(NOTICE) == rendering.render(NOTICE)
    first = _pid()
    assert render(SHORT) == rendering.render(SHORT)
    assert _pid() == first


def test_the_helper_has_a_limit_of_memory_and_goes_first():
    render(SHORT)
    assert resource.prlimit(_pid(), resource.RLIMIT_DATA) == (MOST_MEMORY, MOST_MEMORY)
    assert int(Path(f"/proc/{_pid()}/oom_score_adj").read_text()) == 500


def test_too_much_memory_is_refused_and_the_next_is_made():
    subprocess_renderer._place.end()  # a helper that made long documents has memory left over from them
    render(SHORT)
    most = _data_bytes() + (8 << 20)
    resource.prlimit(_pid(), resource.RLIMIT_DATA, (most, most))
    with pytest.raises(ContentError, match=r"所需内存超过上限|程序中断"):
        render(LARGE)
    assert _is_made(SHORT)


@pytest.mark.parametrize("how", one_in(3, [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT]))
def test_a_document_whose_helper_is_killed_is_refused_and_the_next_is_made(how, kill_when_begun):
    render(SHORT)
    kill_when_begun(how)
    with pytest.raises(ContentError, match="程序中断，请精简内容"):
        render(LARGE)
    assert _is_made(SHORT)


def test_a_helper_that_was_killed_while_idle_is_replaced_unnoticed():
    render(SHORT)
    os.kill(_pid(), signal.SIGKILL)
    assert _is_made(replace(SHORT, title_lines=("关于程序重新启动的通知",)))


@pytest.mark.long
def test_time_ends_a_document_page_by_page_or_from_outside(monkeypatch):
    render(SHORT)
    with pytest.raises(ContentError, match="仍未完成"):
        render(LARGE, seconds=0.2)
    render(SHORT)  # on a busy machine the long document was ended from outside, with its helper
    monkeypatch.setattr(subprocess_renderer, "_GRACE", 0.3)
    os.kill(_pid(), signal.SIGSTOP)  # as if one page came to no end
    with pytest.raises(ContentError, match="仍未完成"):
        render(SHORT, seconds=0.2)
    monkeypatch.undo()
    assert _is_made(SHORT)


@pytest.mark.long
def test_hundreds_of_endless_blocks_are_refused_before_a_page_is_set():
    content = replace(SHORT, blocks=(Lead("甲"), *[Paragraph("严防事故。" * 2000)] * 60))
    with pytest.raises(ContentError, match="页，超过400页"):
        render(content)


def test_a_forked_process_gets_a_helper_of_its_own():
    render(SHORT)
    theirs, child = _pid(), os.fork()
    if child == 0:
        place = subprocess_renderer._place
        os._exit(0 if place.helper is None and place.lock.acquire(timeout=60) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert _is_made(SHORT)
    assert _pid() == theirs


def test_a_page_that_cannot_be_looked_at_says_so(kill_when_begun):
    content = replace(LARGE, title_lines=("关于版面过长的通知",))
    preview.preview(SHORT)
    kill_when_begun()
    with pytest.raises(DomainError, match="程序中断") as refusal:
        preview.preview(content)
    assert refusal.value.code == "content"
    assert preview.preview(replace(SHORT, title_lines=("关于版面的通知",))).pages == 2


@pytest.mark.usefixtures("city")
class TestFreezing:
    def test_a_document_that_kills_its_helper_keeps_its_number(self, monkeypatch, kill_when_begun):
        document = issuing_document(make_office())
        monkeypatch.setattr(printing, "content_of", lambda document: LARGE)
        preview.preview(replace(SHORT, title_lines=("关于预热的通知",)))
        kill_when_begun()
        failed = printing.render_and_freeze(document_id=document.pk)
        assert (failed.status, failed.document_number) == ("issuing", document.document_number)
        assert "程序中断" in failed.render_error
        assert "程序中断" in Todo.objects.open().get(kind="document_not_printed").detail
        monkeypatch.undo()
        assert printing.render_and_freeze(document_id=document.pk).status == "issued"
        assert not Todo.objects.open().filter(kind="document_not_printed").exists()

    def test_an_attempt_that_ends_the_worker_is_not_repeated_at_once(self, monkeypatch):
        class Killed(BaseException):
            """The end of the worker: nothing after it runs."""

        def kill(content):
            raise Killed

        office = make_office()
        document, later = issuing_document(office), issuing_document(office)
        monkeypatch.setattr(printing, "render", kill)
        with pytest.raises(Killed):
            printing.render_when_due(document_id=document.pk)
        document.refresh_from_db()
        assert (document.status, document.render_attempts) == ("issuing", 1)
        monkeypatch.undo()
        printing.render_when_due(document_id=document.pk)  # the message comes back
        document.refresh_from_db()
        assert (document.status, document.render_attempts) == ("issuing", 1)
        with clock.at(document.issued_at + printing.STUCK_AFTER * 1.5):
            assert printing.render_pending() == 1, "the sweep prints the other and leaves this one"
        later.refresh_from_db()
        assert later.status == "issued"
        with clock.at(document.issued_at + printing.STUCK_AFTER * 2.1):
            assert printing.render_pending() == 1
        document.refresh_from_db()
        assert (document.status, document.render_attempts, document.render_error) == ("issued", 2, "")

    def test_the_waiting_time_doubles_up_to_an_hour(self):
        start = clock.now()
        times = [printing.next_attempt_at(start, attempts) - start for attempts in range(11)]
        assert [round(each.total_seconds()) for each in times[:4]] == [30, 60, 120, 240]
        assert max((b - a).total_seconds() for a, b in pairwise(times)) == 3600
