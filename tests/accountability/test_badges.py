"""The look of a measure by the state of its decision."""

from django.template import Context, Template

from accountability.rules.measures import Measure


def render(source, **values):
    return Template("{% load decisions %}" + source).render(Context(values))


def test_a_measure_badge_always_carries_the_word():
    for measure in Measure:
        assert f">{measure.label}<" in render("{% measure_badge measure %}", measure=measure.value)
        proposed = render('{% measure_badge measure "proposed" %}', measure=measure.value)
        assert f"拟{measure.label}" in proposed
        assert "measure-proposed" in proposed
    assert "已解除" in render('{% measure_badge "yellow_card" "lifted" %}')
    assert "measure-over" in render('{% measure_badge "veto" "revoked" %}')
