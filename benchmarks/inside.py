"""Timings inside one process against the running portal's servers; prints JSON. Everything written is undone."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from documents.typesetting.content.blocks import DocumentContent
    from foundation.accounts.models import User

REPEATS = 30


class _Undo(Exception):
    """Ends a transaction without keeping it."""


def median(act: Callable[[int], object], clock: Callable[[], float] = time.perf_counter) -> float:
    act(0)  # warm
    times = []
    for number in range(1, REPEATS + 1):
        began = clock()
        act(number)
        times.append(clock() - began)
    return statistics.median(times)


def main() -> None:
    django.setup()
    from django.db import transaction

    results: dict[str, float | None] = {}
    try:
        with transaction.atomic():
            results["register_accident"] = median(_register)
            results["reconciliation"] = median(_reconcile)
            raise _Undo
    except _Undo:
        _letters(results)
    results["page_workbench"] = median(_workbench())
    json.dump(results, sys.stdout)


def _register(number: int) -> None:
    from foundation.accounts.models import User

    register_one(User.objects.select_related("organization").get(username="county_taojiang"), number)


def register_one(user: User, number: int) -> None:
    """Register an accident of 桃江县 as one of its clerks."""
    from accidents.facts import AccidentInput
    from accidents.services.registration import register
    from foundation.common import clock

    now = clock.now()
    register(
        user=user,
        facts=AccidentInput(
            county="430922",
            township="430922115",
            location=f"马迹塘镇工地 {number}",
            occurred_at=now,
            known_at=now,
            production="yes",
            sector="construction",
            accident_type="2025-10",
            supervising_department="430922-housing",
            deaths=1,
            direct_loss=Decimal("80"),
            summary="施工人员从脚手架坠落",
        ),
    )


def _reconcile(number: int) -> None:
    from accountability.models import ReconciliationRequest, RuleSet
    from accountability.reconciliation.run import reconcile
    from foundation.common import clock

    rule_set = RuleSet.objects.get(code="yiyang-2021")
    reconcile(rule_set=rule_set, county="430922", day=clock.today())
    assert not ReconciliationRequest.objects.filter(county="430922", window_start=clock.today().replace(month=1, day=1))


def _content() -> DocumentContent:
    from documents.content.builder import content_of
    from documents.models import Document

    document = Document.objects.filter(status="issued").order_by("pk").first()
    assert document is not None, "the demonstration data holds issued letters"
    return content_of(document)


def _changed(content: DocumentContent, number: int) -> DocumentContent:
    """Another letter every time, so that nothing is answered from a cache."""
    assert content.dated_on is not None, "issued letters are dated"
    return replace(content, dated_on=content.dated_on + dt.timedelta(days=number))


def _one_page(content: DocumentContent) -> DocumentContent:
    """The beginning of a letter as 信函, which needs no second page for its imprint."""
    from documents.typesetting.content.blocks import AttachmentNote, FormKind

    blocks = tuple(block for block in content.blocks if not isinstance(block, AttachmentNote))[:3]
    mark = content.issuer_mark.removesuffix("文件")
    return replace(
        content, form=FormKind.LETTER, issuer_mark=mark, blocks=blocks, attachments=(), note="", copies_to=""
    )


def _letters(results: dict[str, float | None]) -> None:
    """The first letter of the demonstration data, in every way it can be made."""
    from benchmarks import others
    from documents.docx.rendering import render_docx
    from documents.editor import preview
    from documents.typesetting.rendering import render

    content = _content()
    for name, letter, pages in (("short", _one_page(content), 1), ("letter", content, 2)):
        assert render(letter).pages == pages, f"the {name} letter is not of {pages} pages"

        def make(number: int, letter: DocumentContent = letter) -> object:
            return render(_changed(letter, number))

        results[f"{name}_warm"], results[f"{name}_core"] = median(make), median(make, time.process_time)
    results["preview"] = median(lambda number: preview.pictures(preview.preview(_changed(content, number))))
    results["docx"] = median(lambda number: render_docx(_changed(content, number)))
    results["browser"] = others.browser(content)
    results["office_suite"] = others.office_suite(content)


def _workbench() -> Callable[[int], object]:
    from django.test import Client

    from foundation.accounts.models import User

    client = Client(headers={"Host": "localhost"})
    client.force_login(User.objects.get(username="officer"), "django.contrib.auth.backends.ModelBackend")

    def open_page(number: int) -> None:
        assert client.get("/").status_code == 200

    return open_page


if __name__ == "__main__":
    main()
