"""The checks of all tests themselves: what they must catch, and what they must allow."""

import datetime as dt

import pytest
from django.template import Context, Template

from foundation.calendar.models import Holiday
from tests.support.guards import page_faults


@pytest.mark.parametrize(
    "html",
    [
        '<button onclick="go()">x</button>',
        '<p style="color:red">x</p>',
        "<style>p{}</style>",
        "<script>1</script>",
        '<a href="javascript:void(0)">x</a>',
        '<script src="https://example.org/a.js"></script>',
        '<form method="post"><input name="a"></form>',
        "<p>{{ name }}</p>",
        '<div hx-on:click="x"></div>',
    ],
)
def test_page_a_strict_browser_would_break_is_refused(html):
    assert len(page_faults(html)) == 1


def test_ordinary_page_passes():
    html = (
        '<script type="module" src="/static/js/a.js"></script><script type="application/json">{"a": "{{"}</script>'
        '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form><a href="/">首页</a>'
    )
    assert page_faults(html) == []


def test_unknown_template_variable_fails_and_is_named():
    with pytest.raises(AssertionError, match=r"accident\.nmae"):
        Template("{{ accident.nmae }}").render(Context({"accident": object()}))


def test_absence_may_be_meant():
    assert Template("{{ a|default:'无' }}{% if b %}x{% endif %}").render(Context({})) == "无"


@pytest.mark.django_db
def test_datetime_in_a_day_field_fails():
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(AssertionError, match="wants a day"):
        Holiday(day=moment, is_workday=False, name="元旦", source="试").save()
