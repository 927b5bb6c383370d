"""What a form may and may not say; and the property that no input passes that the database would refuse."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accidents.facts import COUNTS, References
from accidents.rules.validation import check_facts
from tests.accidents.factories import NOW, facts, moment

TAOJIANG = SimpleNamespace(code="430922", name="桃江县", level="county")
MAJITANG = SimpleNamespace(code="430922115", name="马迹塘镇", level="township")
DONGPING = SimpleNamespace(code="430923121", name="东坪镇", level="township")
VILLAGE = SimpleNamespace(code="430922101001", name="修山社区", level="village")
SECTOR = SimpleNamespace(code="road_transport", name="道路运输")
OLD_TYPE = SimpleNamespace(name="冒顶片帮", edition="GB/T 6441-1986", valid_from=None, valid_to=dt.date(2026, 6, 30))
NEW_TYPE = SimpleNamespace(name="水害", edition="GB 6441-2025", valid_from=dt.date(2026, 7, 1), valid_to=None)
TRANSPORT = SimpleNamespace(code="430922-transport", name="桃江县交通运输局", is_supervising=True, division_id="430922")
GOOD = References(
    county=TAOJIANG, township=MAJITANG, sector=SECTOR, accident_type=OLD_TYPE, supervising_department=TRANSPORT
)


def check(references=GOOD, *, complete=True, **changes):
    return check_facts(facts(**changes), references, now=NOW, complete=complete)


def test_good_facts_have_no_messages():
    assert check() == {}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"occurred_at": moment("2021-03-16T09:42"), "known_at": None},
            "occurred_at",
            "发生时间在将来（现在是 3月16日 09:41），请改。",
        ),
        ({"occurred_at": moment("0201-03-16T09:42")}, "occurred_at", "发生时间早于 1990 年，请核对年份。"),
        ({"occurred_at": None}, "occurred_at", "请填发生时间。"),
        ({"known_at": moment("2021-03-16T07:49")}, "known_at", "接报时间早于发生时间（3月16日 07:50），请核对。"),
        ({"reported_at": moment("2021-03-16T08:24")}, "reported_at", "上报时间早于接报时间（3月16日 08:25），请核对。"),
        ({"casualty_changed_on": dt.date(2021, 3, 15)}, "casualty_changed_on", "伤亡变化日期早于发生时间，请核对。"),
        ({"casualty_changed_on": dt.date(2021, 3, 17)}, "casualty_changed_on", "伤亡变化日期在将来，请改。"),
        ({"counted_on": dt.date(2021, 3, 1)}, "counted_on", "计入日期早于发生时间，请核对。"),
        ({"deaths": -1}, "deaths", "死亡人数不能是负数，请改。"),
        ({"minor_injuries": 1_000_000}, "minor_injuries", "轻伤人数写成了 1,000,000，请核对。"),
        ({"direct_loss": Decimal("-0.01")}, "direct_loss", "直接经济损失不能是负数，请改。"),
        ({"direct_loss": Decimal("1.001")}, "direct_loss", "直接经济损失最多两位小数（单位万元）。"),
        ({"direct_loss": Decimal("NaN")}, "direct_loss", "直接经济损失请写数字，单位万元。"),
        ({"township": ""}, "township", "请选乡镇（街道）。"),
        ({"sector": ""}, "sector", "请选行业领域。"),
        ({"location": ""}, "location", "请写详细地点，例如“省道 S225 线 48 公里处”。"),
        ({"production": "maybe"}, "production", "请选“是”“否”或“待认定”。"),
        ({"longitude": Decimal("112.1")}, "latitude", "经度和纬度要一起填，或都不填。"),
        ({"longitude": Decimal("12"), "latitude": Decimal("28")}, "longitude", "经度应在 73 到 136 之间，请核对。"),
        (
            {"enterprise_credit_code": "9143"},
            "enterprise_credit_code",
            "统一社会信用代码应为 18 位数字和大写字母，请核对。",
        ),
        ({"has_no_department": True}, "supervising_department", "选了主管部门，就不能再选“无主管部门”。"),
        ({"location": "地" * 201}, "location", "详细地点最多 200 字，现在 201 字，请删短。"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(changes, field, message):
    assert check(**changes) == {field: message}


def test_places_must_lie_in_each_other():
    assert check(replace(GOOD, township=DONGPING), township="430923121") == {
        "township": "东坪镇不在桃江县，请选本区县的乡镇（街道）。"
    }
    assert check(replace(GOOD, village=VILLAGE), village="430922101001") == {
        "village": "修山社区不在马迹塘镇，请重选，或不填。"
    }
    assert check(replace(GOOD, township=None), township="430922999") == {"township": "没有这个乡镇（街道），请重选。"}
    assert check(replace(GOOD, county=DONGPING)) == {"county": "没有这个区县（市），请重选。"}


def test_types_belong_to_the_edition_in_force_on_the_day():
    assert check(replace(GOOD, accident_type=NEW_TYPE)) == {
        "accident_type": "“水害”属 GB 6441-2025，用于 2026年7月1日以后的事故，请重选。"
    }
    late = check_facts(
        facts(occurred_at=moment("2026-07-01T00:10"), known_at=None),
        GOOD,
        now=moment("2026-08-01T00:00"),
        complete=True,
    )
    assert late == {"accident_type": "“冒顶片帮”属 GB/T 6441-1986，用于 2026年6月30日以前的事故，请重选。"}


def test_the_department_is_one_of_the_county_or_the_city():
    other = SimpleNamespace(code="430923-transport", name="安化县交通运输局", is_supervising=True, division_id="430923")
    assert check(replace(GOOD, supervising_department=other)) == {
        "supervising_department": "安化县交通运输局不是桃江县的部门，请重选。"
    }
    of_city = SimpleNamespace(code="4309-x", name="市住建局", is_supervising=True, division_id="4309")
    assert check(replace(GOOD, supervising_department=of_city)) == {}


def test_a_draft_may_leave_out_but_not_be_wrong():
    empty = {"township": "", "sector": "", "location": "", "occurred_at": None, "known_at": None}
    assert check(complete=False, **empty) == {}
    assert set(check(complete=False, deaths=-1)) == {"deaths"}
    assert set(check(complete=False, county="")) == {"county"}


@given(
    st.dictionaries(st.sampled_from(COUNTS), st.integers(-5, 200_000)), st.decimals(allow_nan=True, allow_infinity=True)
)
def test_no_figure_passes_that_cannot_be_stored(counts, loss):
    messages = check(direct_loss=loss, **counts)
    for name, value in counts.items():
        assert (name in messages) is not (0 <= value <= 100_000)
    storable = loss.is_finite() and 0 <= loss < Decimal(10) ** 12 and loss == loss.quantize(Decimal("0.01"))
    assert ("direct_loss" in messages) is not storable
