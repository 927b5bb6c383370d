"""The look of a level: badge and panel."""

from django.template import Context, Template

from accidents.models import Level
from foundation.ui.badges import badges


def render(source, **values):
    return Template("{% load accidents %}" + source).render(Context(values))


def test_a_level_badge_always_carries_the_word():
    for level in Level:
        assert f">{level.label}<" in render("{% level_badge level %}", level=level.value)
    assert "待判定" in render('{% level_badge "" %}')
    assert "非生产" in render('{% level_badge "larger" "no" %}')
    assert "待认定" in render('{% level_badge "larger" "pending" %}')
    assert "level-note" not in render('{% level_badge "larger" "yes" %}')
    assert "已核销" in render('{% level_badge "larger" "yes" True %}')


def test_other_packages_find_the_badge_of_each_level_by_name():
    assert [badges.get(f"accident_level.{level}").label for level in Level] == Level.labels


def test_a_level_panel_shows_each_measure():
    html = render(
        '{% level_panel "larger" "死亡 3 人。" rows "第三条" "#c" %}',
        rows=[("3 人", "死亡", "larger"), ("—", "损失", "待填")],
    )
    assert "较大事故" in html
    assert 'aria-live="polite"' in html
    assert "待填" in html
    assert 'href="#c"' in html
    assert "等级待判定" in render('{% level_panel "" "还没有填伤亡。" %}')
