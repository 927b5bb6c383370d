"""Filters and tags for the pages of accidents: ``{% load accidents %}``."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accidents.models import Status
from accidents.views.form_feedback import FieldProblem
from foundation.ui import words

register = template.Library()

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


@register.filter
def level_word(level: str) -> str:
    """较大事故; 待判定 as long as the numbers do not say a level."""
    return f"{words.LEVELS[level]}事故" if level in words.LEVELS else "待判定"


@register.simple_tag
def fault_links(faults: Iterable[FieldProblem]) -> SafeString:
    """The fields of ``faults`` as links that lead into them, joined by 、."""
    return format_html_join("、", '<a href="#{}" data-focus-link>{}</a>', ((f.anchor, f.label) for f in faults))
