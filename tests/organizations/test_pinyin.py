"""Pinyin keys: readings that dictionaries get wrong, surnames, and the order they give."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foundation.organizations.pinyin import initials, name_key

DIVISIONS = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang" / "divisions.csv"


@pytest.mark.parametrize(
    ("name", "key", "letters"),
    [
        ("桃江县", "tao jiang xian", "tjx"),
        ("茈湖口镇", "zi hu kou zhen", "zhkz"),
        ("鲊埠回族乡", "zha bu hui zu xiang", "zbhzx"),
        ("沅江市", "yuan jiang shi", "yjs"),
        ("南大膳镇", "nan da shan zhen", "ndsz"),
        ("长茅仑村", "chang mao lun cun", "cmlc"),
        ("朝阳街道", "chao yang jie dao", "cyjd"),
        ("曾家湾村", "zeng jia wan cun", "zjwc"),
        ("启安社区", "qi an she qu", "qasq"),
        ("东部产业园（A２区）", "dong bu chan ye yuan a2 qu", "dbcyyaq"),
    ],
)
def test_places(name: str, key: str, letters: str) -> None:
    assert name_key(name) == key
    assert initials(name) == letters


def test_every_division_has_a_key_of_plain_letters() -> None:
    with DIVISIONS.open(encoding="utf-8", newline="") as source:
        names = [row["name"] for row in csv.DictReader(source)]
    assert len(names) == 1 + 8 + 98 + 1446
    assert [name for name in names if not name_key(name).replace(" ", "").isascii()] == []
    assert [name for name in names if not initials(name)] == []


def test_empty_and_marks_only() -> None:
    assert name_key("") == ""
    assert initials("（）") == ""


def test_sorting_by_key_is_sorting_by_pinyin() -> None:
    assert sorted(["张三", "阿宝", "李四", "王五"], key=name_key) == ["阿宝", "李四", "王五", "张三"]
