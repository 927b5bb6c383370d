"""Lines: nothing lost, marks where they may stand, every full line flush."""

from __future__ import annotations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from documents.typesetting import fonts, grid
from documents.typesetting.line_breaking import (
    NO_LINE_END,
    NO_LINE_START,
    Measure,
    break_lines,
    natural_width,
)

STACK = fonts.font_stack()


def advance(character):
    return STACK.widths[fonts.FANGSONG][character]


BODY = Measure(advance, grid.BODY_SIZE, grid.SPACING, grid.WIDTH, grid.WIDTH - grid.INDENT)
SPEECH = [
    line.strip()
    for line in (settings.BASE_DIR / "docs/seed-speech-2021.txt").read_text(encoding="utf-8").splitlines()
    if line.strip()
]
TEXT = st.text(
    st.sampled_from("应急管理安全生产事故死亡人2021年3月，。、；：“”（）《》—…·％0123456789abc.-"),
    min_size=1,
    max_size=200,
)


def reach(line):
    """Where the line's last character ends, one ordinary space behind it: the width that is seen."""
    return natural_width(line.text, advance, BODY.size, line.spacing) - line.spacing + BODY.spacing


@given(TEXT)
def test_nothing_is_lost_and_no_line_is_wider_than_the_page(text):
    lines = break_lines(text, BODY)
    assert "".join(line.text for line in lines) == text
    for index, line in enumerate(lines):
        available = BODY.width if index else BODY.first_width
        assert reach(line) <= available + 0.5


@pytest.mark.parametrize("paragraph", [text for text in SPEECH if len(text) > 60])
def test_marks_stand_where_they_may_and_full_lines_are_flush(paragraph):
    lines = break_lines(paragraph, BODY)
    for index, line in enumerate(lines[:-1]):
        assert line.text[-1] not in NO_LINE_END
        assert lines[index + 1].text[0] not in NO_LINE_START
        available = BODY.width if index else BODY.first_width
        assert reach(line) == pytest.approx(available, abs=0.05)
        assert -1.0 < line.spacing < 1.6
    assert lines[-1].spacing == pytest.approx(grid.SPACING, abs=0.001)


def test_nearly_every_full_line_of_hanzi_holds_28_characters():
    counts = [
        len(line.text) + (2 if index == 0 else 0)
        for paragraph in SPEECH
        for index, line in enumerate(break_lines(paragraph, BODY)[:-1])
        if all(ord(character) > 0x2000 for character in line.text)
    ]
    assert set(counts) <= {27, 28, 29}
    assert counts.count(28) > 0.85 * len(counts)


def test_numbers_dashes_and_ellipses_stay_whole():
    for token in ("2021", "13.3%", "——", "……", "GB/T", "－3℃"[1:]):
        for before in range(20, 30):
            lines = [line.text for line in break_lines("字" * before + token + "字" * 30, BODY)]
            assert any(token in line for line in lines), (token, before)


def test_a_run_wider_than_a_line_is_divided_after_all():
    lines = break_lines("x" * 200, BODY)
    assert len(lines) > 1
    assert "".join(line.text for line in lines) == "x" * 200


def test_no_text_no_line():
    assert break_lines("", BODY) == []


@pytest.mark.parametrize("token", ["1人", "80万元", "2026年", "17日", "5号", "20个"])
def test_a_number_is_not_parted_from_its_unit(token):
    for before in range(14, 44):
        lines = [line.text for line in break_lines("字" * before + token + "字" * 30, BODY)]
        assert any(token in line for line in lines), (token, before)


def test_persons_are_not_parted_where_a_line_gives_up_an_em_and_a_half():
    lines = break_lines("10月5日，桃江县鸬鹚渡镇发生一起道路运输事故，死亡1人、重伤2人。", BODY)
    assert lines[1].text == "1人、重伤2人。"
    lines = break_lines("10月19日，资阳区长春镇发生一起道路运输事故，死亡1人、重伤1人、轻伤2人。", BODY)
    assert lines[0].text.endswith("死亡1人、")
    assert lines[0].spacing > -1.0


def test_the_number_of_a_document_is_never_parted():
    for number in ("〔2021〕5号", "〔2020〕118号"):
        for before in range(14, 44):
            lines = break_lines("字" * before + number + "字" * 30, BODY)
            assert any(number in line.text for line in lines), (number, before)
            assert all(-1.0 < line.spacing < 3.8 for line in lines)


@pytest.mark.parametrize("before", range(10, 24))
def test_a_cited_number_with_its_bracket_leaves_no_gaping_line(before):
    text = "给" * before + "（益安发〔2021〕1号）要求，为推动整改落实，现将有关事项督办如下，请认真抓好落实，按时报告。"
    first = break_lines(text, BODY)[0]
    assert reach(first) == pytest.approx(BODY.first_width, abs=0.1)
    assert -0.81 < first.spacing < 3.8
