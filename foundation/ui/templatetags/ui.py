"""The components of the look as template tags: ``{% load ui %}``. The catalogue is docs/look.md."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.common.actions import OfferedAction
from foundation.common.errors import DomainError
from foundation.common.text import date_format, number_format
from foundation.common.text.time_left import remaining
from foundation.ui import navigation
from foundation.ui.badges import Badge, badges
from foundation.ui.figures import Figure
from foundation.ui.timeline import Event, Step

register = template.Library()

TAG_EDGE_OR_LINE_BREAK = re.compile(r"[<>]|[ \t\r]*\n[ \t\r\n]*")
#: The word before a message and the tone of its banner, by its Django tag.
MESSAGE_WORDS = {"success": "已办", "info": "提示", "warning": "注意", "error": "未办"}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad"}

register.filter("plain", number_format.plain)


class OneLineNode(Node):
    """The contents of ``{% oneline %}``."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the contents as they are: the line breaks went when the template was compiled."""
        return self.nodelist.render(context)


@register.tag
def oneline(parser: Parser, token: Token) -> OneLineNode:
    """Join the lines of ``{% oneline %}…{% endoneline %}`` without a space, because Chinese sets none between words.

    Only line breaks of the template itself go, each with the indentation beside it; spaces within a line and the
    text of variables stay. A line break between two attributes of a tag becomes one space.
    """
    nodelist = parser.parse(("endoneline",))
    parser.delete_first_token()
    is_in_tag = False

    def join(match: re.Match[str]) -> str:
        nonlocal is_in_tag
        if match[0] in "<>":
            is_in_tag = match[0] == "<"
            return match[0]
        return " " if is_in_tag and not match.string.startswith(">", match.end()) else ""

    for node in cast(list[TextNode], nodelist.get_nodes_by_type(TextNode)):
        node.s = TAG_EDGE_OR_LINE_BREAK.sub(join, node.s)
    return OneLineNode(nodelist)


@register.simple_tag
def bureau_name() -> str:
    """Whose portal it is."""
    return str(settings.BRANDING.bureau_name)


@register.simple_tag
def system_name() -> str:
    """What the portal is called beside the bureau's name."""
    return str(settings.BRANDING.system_name)


@register.filter
def percent(value: int | Decimal | None) -> str:
    """−13.3 → −13.3%."""
    return number_format.percent(value)


@register.filter
def cn_day(value: dt.date | None, now: dt.datetime | None = None) -> str:
    """3月15日; with ``now`` the year of other years is written too."""
    return date_format.day(value, now=now) if value else number_format.UNKNOWN


@register.filter
def cn_full_day(value: dt.date | None) -> str:
    """2021年3月15日."""
    return date_format.full_day(value) if value else number_format.UNKNOWN


@register.filter
def cn_moment(value: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """3月15日 18:30; with ``now`` the year of other years is written too."""
    return date_format.moment(value, now=now) if value else number_format.UNKNOWN


@register.filter
def cn_full_moment(value: dt.datetime | None) -> str:
    """2021年3月15日 18:30."""
    return date_format.full_moment(value) if value else number_format.UNKNOWN


@register.filter
def cn_time(value: dt.datetime | None) -> str:
    """18:30."""
    return date_format.clock_time(value) if value else number_format.UNKNOWN


@register.filter
def cn_weekday(value: dt.date) -> str:
    """星期二."""
    return date_format.weekday(value)


@register.filter
def cn_since(value: dt.datetime, now: dt.datetime) -> str:
    """08:30 today, 昨日 17:02, 3月12日."""
    return date_format.since(value, now=now)


@register.simple_tag
def change(value: Any, base: Any, unit: str = "", lower_is_better: bool = True) -> SafeString:
    """▼ 13.3% in green, ▲ 6.3% in red, 去年同期无, 持平."""
    result = number_format.year_on_year(value, base, unit=unit, lower_is_better=lower_is_better)
    return format_html('<span class="change change-{}">{}</span>', result.tone, str(result))


@register.simple_tag
def badge(name: str) -> Badge | str:
    """The badge that an app registered under ``name``; nothing for none."""
    return badges.get(name) or ""


@register.simple_tag
def detail_row(label: str, value: Any) -> SafeString:
    """One row of a ``<dl class="facts">``: what it is and what it says."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.inclusion_tag("components/banner.html")
def banner(word: str, text: str, tone: str = "", role: str = "status") -> dict[str, Any]:
    """A strip above the page that says what has happened or what to mind.

    ``tone`` is ok, warn, bad or nothing; ``word`` says the same, so that it is not known by colour alone.
    """
    return {"word": word, "text": text, "tone": tone, "role": role}


@register.inclusion_tag("components/clock_chip.html")
def clock_chip(due: dt.datetime | None, now: dt.datetime, start: dt.datetime | None = None) -> dict[str, Any]:
    """Bar of used time, remaining time in bold, when it is due. ``clock.js`` keeps it running."""
    return _clock(due, now, start)


@register.inclusion_tag("components/clock_block.html")
def clock_block(
    label: str, due: dt.datetime, now: dt.datetime, start: dt.datetime, note: str = "", start_word: str = "接报"
) -> dict[str, Any]:
    """The navy clock of a form: seconds run in the browser. ``note`` is the limit in words (2 小时内)."""
    return _clock(due, now, start) | {"label": label, "note": note, "start_word": start_word}


def _clock(due: dt.datetime | None, now: dt.datetime, start: dt.datetime | None) -> dict[str, Any]:
    if due is None:
        return {"due": None}
    due, now = date_format.local(due), date_format.local(now)
    start = date_format.local(start) if start else None
    left = remaining(due=due, now=now, start=start)
    return {"due": due, "now": now, "start": start, "left": left, "due_words": date_format.due(due, now=now)}


@register.inclusion_tag("components/figure_strip.html")
def figure_strip(figures: Iterable[Figure], layout: str = "", label: str = "主要数字") -> dict[str, Any]:
    """One sheet of figures under a navy rule; ``layout="line"`` puts the label beside the number (工作台)."""
    return {"figures": figures, "layout": layout, "label": label}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[Step], label: str = "办理进度") -> dict[str, Any]:
    """Equal cells, number and word; ✓ and date when done, red when returned."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """What happened, when, by whom, and what changed (old → new)."""
    return {"events": events}


@register.inclusion_tag("components/action_buttons.html")
def action_buttons(actions: Iterable[OfferedAction]) -> dict[str, Any]:
    """The buttons of declared actions, in the order given; of the expected steps the first stands out."""
    buttons = list(actions)
    return {"actions": buttons, "primary": next((one for one in buttons if one.action.is_primary), None)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None, error: DomainError | None = None) -> dict[str, Any]:
    """What is still wrong, each with a link to its field; takes the focus after a failed submit."""
    fields = [field for field in form if field.errors] if form is not None and form.is_bound else []
    general = list(form.non_field_errors()) if form is not None and form.is_bound else []
    if error is not None:
        general.insert(0, error.message)
    return {"fields": fields, "general": general, "count": len(fields) + len(general)}


@register.simple_tag(takes_context=True)
def navigation_entries(context: Context) -> list[navigation.ShownEntry]:
    """The entries of the navigation for the person of this request."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return navigation.entries_for(user, request.path) if request is not None and user is not None else []


@register.filter
def message_word(level_tag: str) -> str:
    """The word before a notice, so that it is not known by colour alone."""
    return MESSAGE_WORDS.get(level_tag, MESSAGE_WORDS["info"])


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a message's banner."""
    return MESSAGE_TONES.get(level_tag, "info")


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The present address's query with ``changes``; None or empty takes a parameter out. Begins with “?”."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"
