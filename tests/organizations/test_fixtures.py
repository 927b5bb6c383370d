"""The city's data files: complete, consistent with each other, and honest about what is not known."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from foundation.calendar.generation import draft_holidays
from foundation.organizations.generation import (
    COLUMNS,
    UnitNames,
    as_row,
    draft_organizations,
)

CITY = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang"
UNIT_NAMES = UnitNames.read(CITY / "unit_names.json")


def rows(name: str) -> list[dict[str, str]]:
    with (CITY / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


ORGANIZATIONS = rows("organizations.csv")
BY_CODE = {row["code"]: row for row in ORGANIZATIONS}
DIVISIONS = {row["code"]: row for row in rows("divisions.csv")}
COUNTIES = [row for row in DIVISIONS.values() if row["level"] == "county"]


def test_counts() -> None:
    kinds = Counter(row["kind"] for row in ORGANIZATIONS)
    assert kinds["county_government"] == kinds["county_bureau"] == len(COUNTIES) == 8
    assert kinds["township_government"] == 98
    assert kinds["county_department"] == 8 * len(UNIT_NAMES.departments) == 120
    assert kinds["bureau_section"] + kinds["bureau_unit"] == len(UNIT_NAMES.bureau_units)
    assert len(BY_CODE) == len({row["name"] for row in ORGANIZATIONS}) == len(ORGANIZATIONS)


def test_references_point_to_rows_that_stand_before_them() -> None:
    seen: set[str] = set()
    for row in ORGANIZATIONS:
        assert row["division"] in DIVISIONS, row
        assert row["parent"] in seen or not row["parent"], row
        assert not row["received_by"] or row["received_by"] in BY_CODE, row
        seen.add(row["code"])


def test_governments_carry_the_code_of_their_division() -> None:
    for row in ORGANIZATIONS:
        if row["kind"].endswith("_government"):
            assert row["code"] == row["division"]
    townships = {code for code, row in DIVISIONS.items() if row["level"] == "township"}
    assert townships == {row["code"] for row in ORGANIZATIONS if row["kind"] == "township_government"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("430922", "桃江县人民政府"),
        ("430981", "沅江市人民政府"),
        ("430902", "资阳区人民政府"),
        ("430971", "益阳市大通湖区管理委员会"),
        ("430922115", "桃江县马迹塘镇人民政府"),
        ("430922208", "桃江县鲊埠回族乡人民政府"),
        ("430903001", "赫山区赫山街道办事处"),
        ("430971405", "大通湖区南湾湖管理处"),
        ("430981401", "沅江市南洞庭湿地保护与发展事务中心"),
        ("430922-housing", "桃江县住房和城乡建设局"),
        ("430922-traffic-police", "桃江县公安局交通警察大队"),
        ("430922-fire-rescue", "桃江县消防救援大队"),
        ("430922-emergency", "桃江县应急管理局"),
        ("4309-emergency", "益阳市应急管理局"),
    ],
)
def test_full_legal_names(code: str, name: str) -> None:
    assert BY_CODE[code]["name"] == name


def test_what_no_source_says_is_flagged() -> None:
    for row in ORGANIZATIONS:
        assert row["basis"]
        guessed = row["kind"] in {"county_department", "bureau_section", "bureau_unit"} or (
            row["division"].startswith(("430971", "430972")) and len(row["code"].split("-")[0]) == 6
        )
        if guessed or "待市局确认" in row["basis"]:
            assert row["needs_confirmation"] == "1", row


def test_papers_of_a_county_government_reach_its_bureau() -> None:
    for county in COUNTIES:
        receiver = BY_CODE[BY_CODE[county["code"]]["received_by"]]
        assert (receiver["kind"], receiver["division"]) == ("county_bureau", county["code"])


def test_sectors_name_functions_that_every_county_has() -> None:
    sectors = rows("sectors.csv")
    functions = {"emergency", *UNIT_NAMES.departments}
    assert {row["function"] for row in sectors} - {""} <= functions
    assert [row["name"] for row in sectors if row["is_road_traffic"] == "1"] == ["道路运输", "非营运道路交通"]
    assert [row["name"] for row in sectors if row["is_fire"] == "1"] == ["消防（生产经营性火灾）", "居民火灾"]
    assert len({row["code"] for row in sectors}) == len({row["name"] for row in sectors}) == len(sectors)


def test_accident_types_change_standard_without_gap() -> None:
    types = rows("accident_types.csv")
    old = [row for row in types if row["standard"] == "GB/T 6441-1986"]
    new = [row for row in types if row["standard"] == "GB 6441-2025"]
    assert (len(old), len(new), len(types)) == (20, 27, 47)
    (until,) = {dt.date.fromisoformat(row["valid_to"]) for row in old}
    (since,) = {dt.date.fromisoformat(row["valid_from"]) for row in new}
    assert since - until == dt.timedelta(days=1)
    assert all(row["needs_confirmation"] == "1" for row in new)


def test_holidays_are_those_of_the_package_and_named() -> None:
    holidays = rows("holidays.csv")
    assert [tuple(row.values()) for row in holidays] == list(draft_holidays(2019, 2026))
    assert all(row["name"] and row["source"] for row in holidays)
    for row in holidays:
        if row["is_workday"] == "1":
            assert dt.date.fromisoformat(row["date"]).weekday() >= 5


def test_drafting_a_small_city() -> None:
    divisions = [
        {"code": "4301", "name": "长沙市", "level": "city", "kind": "市", "parent_code": ""},
        {"code": "430121002", "name": "星沙街道", "level": "township", "kind": "街道", "parent_code": "430121"},
        {"code": "430121", "name": "长沙县", "level": "county", "kind": "县", "parent_code": "4301"},
    ]
    drafts = list(draft_organizations(divisions, UNIT_NAMES))
    assert [draft.code for draft in drafts[-2:]] == ["430121-health", "430121002"]
    assert drafts[-1].name == "长沙县星沙街道办事处"
    assert len(as_row(drafts[0])) == len(COLUMNS)
    assert as_row(drafts[-1])[COLUMNS.index("needs_confirmation")] == "0"
