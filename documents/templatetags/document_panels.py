"""Tags and filters for the pages of documents: ``{% load document_panels %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string

from documents.panels import DocumentPanel

register = template.Library()

_CHANGES = {"inserted": "新增", "removed": "删去", "changed": "有改动"}


@register.filter
def change_word(change: str) -> str:
    """What happened to a place between two texts; nothing when it was kept."""
    return _CHANGES.get(change, "")


@register.inclusion_tag("documents/_field_error.html")
def field_error(errors: Mapping[str, str], name: str, element: str = "") -> dict[str, str]:
    """What is wrong with the field ``name``, if anything; ``element`` is the id that the field refers to."""
    return {"message": errors.get(name, ""), "element": element}


@register.simple_tag(takes_context=True)
def panel_body(context: dict[str, Any], panel: DocumentPanel) -> str:
    """The panel's template with the panel's context and the request of the page."""
    return render_to_string(panel.template, panel.context, request=context.get("request"))
