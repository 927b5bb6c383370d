"""What people type."""
# ruff: noqa: DTZ001 - what is read has no zone yet

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.common.text.normalization import (
    Unreadable,
    clean_line,
    clean_text,
    read_count,
    read_day,
    read_moment,
    read_money,
    read_number,
    read_version,
)

FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        ("３", 3),
        (" 3 人 ", 3),
        ("3人", 3),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u3000234,567".replace("\u3000", ","), 1234567),
        ("3.0", 3),
        ("007", 7),
        ("\u200b3\ufeff", 3),
        ("", None),
        (" \u3000\u00a0", None),
    ],
)
def test_counts(typed, number):
    assert read_count(typed, name="死亡", unit="人") == number


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120", "120.00"),
        ("1,200.5", "1200.50"),
        ("１２０．５", "120.50"),
        ("120。5", "120.50"),
        ("120万元", "120.00"),
        ("120 万", "120.00"),
        ("0", "0.00"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_money(typed, amount):
    assert read_money(typed, name="损失") == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1,20", "损失写成“120”还是“1,200”？请改。"),
        ("１，２０", "损失写成“120”还是“1,200”？请改。"),
        ("1 20", "损失写成“120”还是“1,200”？请改。"),
        ("1,2", "损失写成“12”还是“1,200”？请改。"),
        ("1,20.5", "损失写成“120.5”还是“1,200.5”？请改。"),
        ("1234,567", "损失写成“1234567”还是“1234.567”？请改。"),
        ("1,2345", "损失写成“12345”还是“1.2345”？请改。"),
        ("三", "损失请用数字写，如“96.5”。"),
        ("约120", "“约120”不是数字，请改损失。"),
        ("-3", "损失不能小于 0。"),
        ("－3", "损失不能小于 0。"),
        ("1.234", "损失最多写两位小数。"),
        ("3000元", "损失按万元填写，请把“3000元”换算成万元。"),
        ("1.2亿", "损失按万元填写，请把“1.2亿”换算成万元。"),
        ("1000000000000", "损失太大，请核对是否按万元填写。"),
        ("1e3", "“1e3”不是数字，请改损失。"),
        ("NaN", "“NaN”不是数字，请改损失。"),
    ],
)
def test_money_asks_back(typed, message):
    with pytest.raises(Unreadable) as unreadable:
        read_money(typed, name="损失")
    assert unreadable.value.message == message


def test_people_are_whole():
    with pytest.raises(Unreadable, match="死亡要写整数"):
        read_count("2.5", name="死亡")


@given(number=st.integers(0, 10**9))
def test_every_usual_way_of_writing_a_number_is_read(number):
    for typed in (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", " "),
        f" {number} 人",
        f"{number:,}".translate(FULL_WIDTH),
    ):
        assert read_count(typed, name="死亡", unit="人") == number


@given(amount=st.decimals(0, 10**11, places=2))
def test_money_comes_back_as_it_was_written(amount):
    assert read_money(f"{amount:,f}", name="损失") == amount


@given(typed=st.text(alphabet="0123456789,. １，。人万元-一", max_size=12))
def test_a_number_is_read_or_asked_back_never_guessed(typed):
    number = message = None
    try:
        number = read_number(typed, name="损失", unit="万元")
    except Unreadable as unreadable:
        message = unreadable.message
    assert message is None or "损失" in message
    if number is not None:
        digits = "".join(char for char in clean_line(typed) if char.isdigit())
        assert f"{abs(number):f}".replace(".", "") == digits or int(digits) == int(f"{abs(number):f}".replace(".", ""))


@given(text=st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)
    assert clean_text(once) == once
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ('桃江"1・14"事故', "桃江“1·14”事故"),
        ("桃江＂1•14＂事故", "桃江“1·14”事故"),
        ("„马迹塘‟镇", "“马迹塘”镇"),
        ("Ｓ２２５　线\u00a0４８ 公里", "S225 线 48 公里"),
        ("（一）、；：", "（一）、；："),
        ("马迹塘\u200b镇\x00", "马迹塘镇"),
    ],
)
def test_text_is_brought_to_one_form(typed, clean):
    assert clean_line(typed) == clean


def test_running_text_keeps_its_lines():
    assert clean_text("第一段　\r\n\r\n 第二段\t完 \n") == "第一段\n\n第二段 完"


@pytest.mark.parametrize(
    "typed",
    [
        "2021-03-16 07:50",
        "2021-3-16 7:50",
        "2021/3/16 7:50",
        "2021.3.16 07:50",
        "2021-03-16T07:50",
        "2021-03-16 07:50:00",
        "2021年3月16日7时50分",
        "2021年3月16日 7:50",
        "２０２１－０３－１６　０７：５０",
    ],
)
def test_moments(typed):
    assert read_moment(typed, name="发生时间") == dt.datetime(2021, 3, 16, 7, 50)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2021-02-30 07:50", "没有“2021-02-30 07:50”这个时间，请改发生时间。"),
        ("2021-03-16 25:00", "没有“2021-03-16 25:00”这个时间，请改发生时间。"),
        ("2021-03-16", "发生时间还要写几时几分，如“2021-03-16 07:50”。"),
        ("昨天上午", "发生时间请写成“2021-03-16 07:50”或“2021年3月16日7时50分”。"),
        ("16/03/2021 07:50", "发生时间请写成“2021-03-16 07:50”或“2021年3月16日7时50分”。"),
    ],
)
def test_moments_that_are_none(typed, message):
    with pytest.raises(Unreadable) as unreadable:
        read_moment(typed, name="发生时间")
    assert unreadable.value.message == message


@given(moment=st.datetimes(min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2100, 1, 1)))
def test_a_written_moment_is_read_back(moment):
    moment = moment.replace(second=0, microsecond=0)
    for written in (
        f"{moment:%Y-%m-%d %H:%M}",
        f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分",
    ):
        assert read_moment(written, name="时间") == moment
    assert read_day(f"{moment:%Y/%m/%d}", name="日期") == moment.date()


def test_days():
    assert read_day("2021年3月16日", name="日期") == dt.date(2021, 3, 16)
    assert read_day("", name="日期") is None
    with pytest.raises(Unreadable, match="没有“2021-02-30”这一天"):
        read_day("2021-02-30", name="日期")


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "1026年3月16日"])
def test_years_nobody_means(typed):
    with pytest.raises(Unreadable, match="年份不对"):
        read_day(typed, name="日期")
    with pytest.raises(Unreadable, match="年份不对"):
        read_moment(f"{typed} 07:50", name="时间")


@pytest.mark.parametrize(
    ("sent", "version"),
    [("3", 3), ("", None), ("-1", None), ("1.0", None), ("三", None), ("٣", None), ("9" * 5000, None)],
)
def test_a_version_is_a_short_row_of_digits(sent, version):
    assert read_version(sent) == version
