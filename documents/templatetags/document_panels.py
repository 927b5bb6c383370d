"""Render a registered panel with its own context."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string

from documents.panels import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def panel_body(context: dict[str, Any], panel: Panel) -> str:
    """The panel's template with the panel's context and the request of the page."""
    return render_to_string(panel.template, panel.context, request=context.get("request"))
