"""The tag ``oneline``: Chinese text that is written on several lines of a template has no spaces in it."""

import pytest
from django.template import Context, Template


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_lines_are_joined_without_a_space():
    source = """{% oneline %}
      共 {{ count }} 起
      {% if more %}
        ，另有 <b>{{ more }}</b> 起
      {% endif %}
      。
    {% endoneline %}"""
    assert render(source, count=3, more=2) == "共 3 起，另有 <b>2</b> 起。"
    assert render(source, count=3, more=0) == "共 3 起。"


def test_branches_and_loops_inside_are_joined_too():
    source = """{% oneline %}
      {% for name in names %}
        {{ name }}
        {% if not forloop.last %}、{% endif %}
      {% empty %}
        没有
      {% endfor %}
    {% endoneline %}"""
    assert render(source, names=["赫山区", "桃江县"]) == "赫山区、桃江县"
    assert render(source, names=[]) == "没有"


def test_what_a_variable_says_stays_as_it_is():
    assert render("{% oneline %}\n{{ text }}\n{% endoneline %}", text="一\n  二") == "一\n  二"


def test_an_ideographic_space_is_text():
    assert render("{% oneline %}\n甲\n　乙\n{% endoneline %}") == "甲　乙"


@pytest.mark.parametrize(
    ("is_now", "expected"),
    [(True, '<a href="/x/" class="tab" aria-current="page">在用</a>'), (False, '<a href="/x/" class="tab">在用</a>')],
)
def test_attributes_stay_apart(is_now, expected):
    source = """{% oneline %}
      <a
        href="{{ url }}"
        class="tab"
        {% if is_now %}aria-current="page"{% endif %}
      >
        在用
      </a>
    {% endoneline %}"""
    html = render(source, url="/x/", is_now=is_now)
    assert html.replace(" >", ">") == expected
