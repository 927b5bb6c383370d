import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accidents.models import AccidentType
from accidents.rules.naming import automatic_name, event_word, inside
from foundation.organizations.models import Sector

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang"
DAY = dt.date(2020, 1, 14)


def test_named_by_county_day_and_what_happened():
    assert automatic_name(county="桃江", occurred_on=DAY, word="道路运输") == "桃江“1·14”道路运输事故"
    assert automatic_name(county="桃江", occurred_on=DAY) == "桃江“1·14”事故"


def test_second_of_the_day_carries_its_township_and_the_third_a_number():
    first = automatic_name(county="桃江", township="马迹塘镇", occurred_on=DAY, word="触电")
    second = automatic_name(county="桃江", township="马迹塘镇", occurred_on=DAY, word="触电", taken=[first])
    assert second == "桃江马迹塘镇“1·14”触电事故"
    third = automatic_name(county="桃江", township="马迹塘镇", occurred_on=DAY, word="触电", taken=[first, second])
    assert third == "桃江马迹塘镇“1·14”触电事故（2）"


def test_the_word_prefers_what_happened_to_where_it_belongs():
    building, road = Sector(event_word="房屋建筑与市政工程"), Sector(event_word="道路运输", is_road_traffic=True)
    fall, vehicle, other = (AccidentType(event_word=word) for word in ("高处坠落", "车辆伤害", ""))
    assert event_word(building, fall) == "高处坠落"
    assert event_word(road, vehicle) == "道路运输"
    assert event_word(building, other) == event_word(building, None) == "房屋建筑与市政工程"
    assert event_word(None, fall) == "高处坠落"
    assert event_word(None, None) == ""


def test_the_classification_gives_a_word_for_every_sector_and_type():
    words = {}
    for name in ("sectors.csv", "accident_types.csv"):
        lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
        words[name] = {row["name"]: row["event_word"] for row in csv.DictReader(lines)}
    assert [name for name, word in words["sectors.csv"].items() if not word] == ["其他非生产经营"]
    assert [name for name, word in words["accident_types.csv"].items() if not word] == ["其他伤害", "其他事故"]
    assert words["sectors.csv"]["煤气（一氧化碳）中毒"] == "煤气中毒"
    assert words["sectors.csv"]["其他生产经营"] == "生产安全"


@given(st.lists(st.sampled_from(["马迹塘镇", "修山镇"]), max_size=12))
def test_names_of_one_day_are_all_different(townships):
    taken: list[str] = []
    for township in townships:
        taken.append(automatic_name(county="桃江", township=township, occurred_on=DAY, word="火灾", taken=taken))
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("桃江县马迹塘镇集镇新区", "集镇新区"),
        ("马迹塘镇集镇新区", "集镇新区"),
        (" 集镇新区 ", "集镇新区"),
        ("灰山港镇集镇新区", "灰山港镇集镇新区"),
    ],
)
def test_a_place_does_not_say_its_township_twice(typed, written):
    assert inside(typed, "桃江县", "马迹塘镇") == written
