"""Filters and tags for the pages of accidents: ``{% load accidents %}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accidents import badges
from accidents.models import Accident, AccidentRevision, Level, Status
from accidents.views.form_feedback import FieldProblem
from foundation.common.text import date_format

register = template.Library()

register.simple_tag(badges.level_badge)

_STATUS_CLASSES = {
    Status.DRAFT: "",
    Status.SUBMITTED: "state-now",
    Status.WRITE_OFF_PENDING: "state-now",
    Status.VERIFIED: "state-done",
    Status.RETURNED: "state-bad",
}


@register.filter
def status_class(status: str) -> str:
    """The class beside ``state`` of the word for an accident's status."""
    return _STATUS_CLASSES.get(Status(status), "state-over")


@register.simple_tag
def level_of(accident: Accident | AccidentRevision) -> SafeString:
    """The level of a row of the list, struck when the accident is written off."""
    return badges.level_badge(accident.level, accident.production, accident.status == Status.WRITTEN_OFF)


@register.simple_tag
def name_of(row: Accident | AccidentRevision, name: str) -> SafeString:
    """The first cell of a row of the list: the name as a link, below it the number and what else the row is.

    A deleted draft leads to where it can be restored. Written here because a list draws it fifty times.
    """
    deleted = row if isinstance(row, Accident) and row.deleted_at else None
    address = reverse("accidents:restore", args=[deleted.draft_code]) if deleted else row.get_absolute_url()
    marks = []
    if deleted and (kept_until := deleted.kept_until):
        marks.append(f"可恢复到 {date_format.day(kept_until)}")
    elif isinstance(row, Accident) and row.is_quick and row.status == Status.DRAFT:
        marks.append("快报")
    if row.is_backfill:
        marks.append("补录")
    if row.is_demo:
        marks.append("演示数据")
    return format_html(
        '<div class="cell-main"><a href="{}">{}</a></div> <div class="cell-sub"><span class="number">{}</span>{}</div>',
        address,
        name,
        "未取编号" if row.status == Status.DRAFT else row.code,
        format_html_join("", " <span>{}</span>", ((mark,) for mark in marks)),
    )


@register.filter
def level_word(level: str) -> str:
    """较大事故; 待判定 as long as the numbers do not say a level."""
    return f"{Level(level).label}事故" if level else "待判定"


@register.simple_tag
def fault_links(faults: Iterable[FieldProblem]) -> SafeString:
    """The fields of ``faults`` as links that lead into them, joined by 、."""
    return format_html_join("、", '<a href="#{}" data-focus-link>{}</a>', ((f.anchor, f.label) for f in faults))


@register.inclusion_tag("accidents/level_result.html")
def level_panel(
    level: str,
    sentence: str,
    rows: Sequence[tuple[str, str, str]] = (),
    basis: str = "",
    basis_url: str = "",
    label: str = "等级判定，随填写更新",
) -> dict[str, Any]:
    """The level in 28 px with its reason; ``rows`` are (number with unit, measure, level or words in its place)."""
    return {
        "level": level,
        "word": f"{Level(level).label}事故" if level else "等级待判定",
        "sentence": sentence,
        "rows": [(number, name, key if key in Level.values else "", key) for number, name, key in rows],
        "basis": basis,
        "basis_url": basis_url,
        "label": label,
    }
