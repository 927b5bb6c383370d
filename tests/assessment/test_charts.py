"""Charts, map and sentences: pure writers."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import charts, geometry, maps, wording

OUTLINES = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang" / "counties.geojson"
counts = st.integers(0, 3000)
names = st.text(min_size=1, max_size=8)


def parsed(svg: str) -> ElementTree.Element:
    """Well-formed, and nothing in it that the content security policy would drop."""
    assert "style=" not in svg
    assert "<script" not in svg
    return ElementTree.fromstring(svg)


def links(root: ElementTree.Element) -> list[str]:
    return [element.attrib["href"] for element in root.iter("a")]


@given(st.lists(st.tuples(st.one_of(st.none(), counts), counts), min_size=12, max_size=12))
def test_month_bars_show_every_number_once_and_stay_inside(values):
    months = [charts.MonthBar(f"{n}月", value, base, f"/list/{n}") for n, (value, base) in enumerate(values, 1)]
    root = parsed(charts.month_bars(months, title="月度", year="2020年", base_year="2019年"))
    bars = [element for element in root.iter("rect") if element.attrib["class"] == "chart-bar"]
    drawn = [n for n, (value, _) in enumerate(values, 1) if value]
    assert links(root) == [f"/list/{n}" for n in drawn]
    assert len(bars) == len(drawn)
    assert len([one for one in root.iter("line") if one.attrib["class"] == "chart-last"]) == 12
    height = float(root.attrib["viewBox"].split()[3])
    for bar in bars:
        assert float(bar.attrib["y"]) >= 0
        assert float(bar.attrib["y"]) + float(bar.attrib["height"]) <= height


def test_taller_bars_for_larger_numbers():
    months = [charts.MonthBar("1月", 4, 0, "/a"), charts.MonthBar("2月", 8, 0, "/b")]
    heights = [
        float(element.attrib["height"])
        for element in parsed(charts.month_bars(months, title="t", year="", base_year="")).iter("rect")
    ]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)


@given(names)
def test_names_are_escaped(name):
    mark = charts.LaneMark(at=0.5, label=name, title=name, url="/x")
    visible = re.compile(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*$")
    if visible.match(name):
        root = parsed(charts.lanes([charts.Lane(name, [mark])], ["1月"], title=name))
        # A parser reads every end of line as a newline.
        assert name.replace("\r\n", "\n").replace("\r", "\n") in {element.text for element in root.iter("text")}
        assert links(root) == ["/x"]


def test_lanes_join_several_marks_and_number_them():
    marks = [charts.LaneMark(0.1, "1·14", "第一起", "/1"), charts.LaneMark(0.7, "8·16", "第二起", "/2")]
    root = parsed(
        charts.lanes([charts.Lane("桃江县", marks), charts.Lane("安化县", marks[:1])], ["1月"] * 12, title="t")
    )
    assert links(root) == ["/1", "/2", "/1"]
    assert len([one for one in root.iter("line") if one.attrib["class"] == "lane-join"]) == 1
    assert "8·16　第2起" in {element.text for element in root.iter("text")}


@given(st.lists(counts, min_size=1, max_size=8))
def test_the_scale_has_four_rising_steps_that_cover_all(values):
    scale = maps.scale_for(values)
    assert list(scale.bounds) == sorted(set(scale.bounds))
    assert {scale.step(value) for value in values} <= {1, 2, 3, 4}
    assert scale.step(max(values)) == 4 or max(values) <= 3
    assert [step for step, _ in scale.legend()] == [1, 2, 3, 4]


def test_the_scale_of_the_picture():
    scale = maps.scale_for([24, 22, 20, 18, 13, 12, 10, 5])
    assert [words for _, words in scale.legend()] == ["≤8", "9–14", "15–20", "＞20"]


def place(code: str, name: str, at: tuple[float, float], value: int, marks: int = 0) -> maps.Place:
    return maps.Place(code, name, *at, value, marks, f"/list/{code}", f"{name} {value} 起")


def test_the_map_links_every_county_and_rings_those_without_an_outline():
    places = [
        place("430922", "桃江县", (111.98, 28.46), 20, 2),
        place("430903", "赫山区", (112.44, 28.47), 24),
        place("430972", "高新区", (112.34, 28.545), 10),
    ]
    svg = maps.county_map(places, outlines_file=OUTLINES, scale=maps.scale_for([20, 24, 10]), title="图")
    root = parsed(svg)
    assert sorted(links(root)) == ["/list/430903", "/list/430922", "/list/430972"]
    assert len(list(root.iter("path"))) == 2
    circles = list(root.iter("circle"))
    assert len(circles) == 1
    assert "map-2" in circles[0].attrib["class"]
    assert len([one for one in root.iter("rect") if one.attrib["class"] == "mark-larger"]) == 2
    assert {"20", "24"} <= {element.text for element in root.iter("text")}
    assert len(svg) < 40_000


def test_a_single_county_fills_its_map():
    root = parsed(
        maps.county_map(
            [place("430922", "桃江县", (111.98, 28.46), 3)],
            outlines_file=OUTLINES,
            scale=maps.scale_for([3]),
            title="t",
        )
    )
    numbers = [float(number) for number in re.findall(r"[\d.]+", next(root.iter("path")).attrib["d"])]
    assert max(numbers[1::2]) - min(numbers[1::2]) > maps.HEIGHT * 0.8


def test_no_place_no_map():
    assert maps.county_map([], outlines_file=OUTLINES, scale=maps.scale_for([]), title="t") == ""


def test_outlines_are_much_smaller_and_hardly_different():
    shapes = geometry.outlines(OUTLINES)
    assert set(shapes) == {"430902", "430903", "430921", "430922", "430923", "430981"}
    assert sum(len(ring) for rings in shapes.values() for ring in rings) < 1500
    area = geometry.Area.of(shapes["430922"][0])
    assert (111.98, 28.46) in area
    assert (112.44, 28.47) not in area
    assert (area.west + 0.001, area.top + 0.001) not in area, "a corner of the box"


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=4, max_size=60))
def test_simplifying_keeps_both_ends_and_invents_no_point(points):
    kept = geometry.simplified(points, 0.05)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert set(kept) <= set(points)


def compared(*numbers: tuple[int, int]) -> list[wording.Compared]:
    return [wording.Compared(f"{n}月", value, base) for n, (value, base) in enumerate(numbers, 1)]


def test_sentences_under_the_charts():
    assert wording.months_sentence(compared((8, 13), (6, 8))) == "各月均低于去年同月，1月少 5 起，降得最多。"
    assert wording.months_sentence(compared((8, 8), (6, 8))) == "1 个月低于去年同月，其余持平，2月少 2 起，降得最多。"
    assert wording.months_sentence(compared((9, 8), (6, 8))) == "1 个月低于、1 个月高于去年同月，1月多 1 起，升得最多。"
    assert wording.months_sentence(compared((9, 8))) == "1 个月高于去年同月，1月多 1 起，升得最多。"
    assert wording.months_sentence(compared((5, 5))) == "各月与去年同月持平。"
    assert wording.months_sentence([]) == "本期还没有满一个月。"
    november = wording.Unfinished("11月", 24, 9, 4)
    assert wording.months_sentence(compared((8, 13), (6, 8)), november) == (
        "已过 2 个月中，各月均低于去年同月，1月少 5 起，降得最多。11月截至24日 9 起，去年11月全月 4 起。"
    )
    assert wording.months_sentence([], november) == "本期还没有满一个月。11月截至24日 9 起，去年11月全月 4 起。"
    places = [wording.Compared("赫山", 24, 28), wording.Compared("安化", 22, 26), wording.Compared("南县", 3, 2)]
    assert wording.places_sentence(places) == "赫山、安化、南县 49 起，占 100%。南县比去年同期多。"
    assert wording.places_sentence([wording.Compared("赫山", 0, 2)]) == "本期没有登记生产安全事故。"
    assert wording.larger_sentence(0, 0, 0) == "本期没有较大及以上非生产安全事故。"


def test_against_few_accidents_the_change_is_a_number_not_a_percentage():
    assert str(wording.change_of_few(3, 1)) == "▲ 2 起"
    assert str(wording.change_of_few(2, 4)) == "▼ 2 起"
    assert str(wording.change_of_few(4, 5)) == "▼ 20.0%"
    assert str(wording.change_of_few(3, 0)) == "去年同期无"
    assert str(wording.change_of_few(3, 3)) == "持平"
    assert wording.change_of_few(3, 1).tone == "bad"
