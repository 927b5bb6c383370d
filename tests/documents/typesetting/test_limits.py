"""A document beyond its limits is refused in words; the process and its engine go on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.editor import preview
from documents.typesetting import rendering
from documents.typesetting.content.blocks import ContentError, Lead, Paragraph
from documents.typesetting.process import limits, subprocess_renderer
from documents.typesetting.process.limits import within_limits
from documents.typesetting.rendering import render
from foundation.common.errors import DomainError
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.samples import LONG, SHORT


def test_a_document_that_takes_too_long_is_refused_and_the_next_is_made(monkeypatch):
    render(SHORT)
    monkeypatch.setattr(rendering, "within_limits", lambda seconds: within_limits(0.05))
    with pytest.raises(ContentError, match="仍未完成，请精简内容"):
        render(replace(LONG, blocks=LONG.blocks * 2))
    monkeypatch.undo()
    assert faults(render(SHORT).data, SHORT) == []


def test_pages_are_counted_while_they_are_made(monkeypatch):
    """Even where the count made beforehand is wrong."""
    monkeypatch.setattr(limits, "MOST_PAGES", 2)
    with pytest.raises(ContentError, match="排出3页，超过2页"):
        render(LONG)


def test_a_document_of_too_many_pages_is_refused_before_it_is_set(monkeypatch):
    monkeypatch.setattr(rendering._engine(), "lay_out", None)
    content = replace(SHORT, blocks=(Lead("甲"), *[Paragraph("乙")] * (limits.MOST_PAGES * 22)))
    with pytest.raises(ContentError, match=f"超过{limits.MOST_PAGES}页"):
        render(content)


def test_a_long_document_of_another_does_not_hold_whoever_looks_at_a_page(monkeypatch):
    monkeypatch.setattr(preview, "PATIENCE", 0.05)
    content = replace(SHORT, title_lines=("关于引擎被占用的通知",))
    with subprocess_renderer._place.lock, pytest.raises(DomainError) as refusal:
        preview.preview(content)
    assert refusal.value.code == "crowded"
    assert preview.preview(content).pages >= 1, "and the engine is free again"
