"""Details asked for before a letter is drafted: what is read, what is refused, how it comes back to the form."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.correspondence.details import (
    DAY,
    FINDINGS,
    MOMENT,
    TEXT,
    Question,
    form_values,
    is_accepted,
    lines,
    read_details,
)
from documents.correspondence.forms import DetailsForm
from documents.correspondence.questions import ACCEPTANCE
from foundation.common.errors import DomainError

QUESTIONS = (
    Question("place", "地点"),
    Question("items", "事项", TEXT),
    Question("report_by", "期限", DAY),
    Question("at", "时间", MOMENT),
    Question("findings", "验收事项", FINDINGS),
)
GOOD = {"item": "脚手架", "requirement": "重新验收", "found": "已验收", "accepted": True}


def test_answers_are_stored_cleaned_and_blank_ones_left_out():
    raw = {
        "place": " 三楼会议室 ",
        "items": "压实责任\r\n\r\n排查隐患 ",
        "report_by": dt.date(2021, 4, 20),
        "at": "2021-03-25T15:00",
        "findings": [],
    }
    stored = read_details(QUESTIONS, raw)
    assert stored == {
        "place": "三楼会议室",
        "items": "压实责任\n排查隐患",
        "report_by": "2021-04-20",
        "at": "2021-03-25T15:00:00+08:00",
    }
    assert lines(stored, "items") == ["压实责任", "排查隐患"]
    values = form_values(QUESTIONS, stored)
    assert values["report_by"] == dt.date(2021, 4, 20)
    assert read_details(QUESTIONS, values) == stored, "what the form shows is read back unchanged"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unknown", "甲"),
        ("place", "甲\n乙"),
        ("place", "甲" * 201),
        ("items", "【待填：事项】"),
        ("report_by", "4月20日"),
        ("at", "9999-12-31T23:59:00-12:00"),
        ("findings", [{**GOOD, "accepted": None}]),
        ("findings", [{**GOOD, "found": ""}]),
        ("findings", [GOOD] * 61),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(name, value):
    with pytest.raises(DomainError) as refused:
        read_details(QUESTIONS, {name: value})
    assert refused.value.code == "details"
    assert refused.value.fields.keys() == {name}


def test_a_rectification_is_accepted_when_every_item_is():
    assert is_accepted({"findings": [GOOD]})
    assert not is_accepted({"findings": [GOOD, {**GOOD, "accepted": False}]})
    assert not is_accepted({})


def test_the_form_asks_the_questions_and_reads_the_rows_of_findings():
    row = {"item": "脚手架", "requirement": "", "found": "已验收", "accepted": "yes"}
    form = DetailsForm({f"findings-0-{part}": value for part, value in row.items()}, questions=ACCEPTANCE)
    assert form.is_valid(), form.errors
    assert list(form.details) == [question.name for question in ACCEPTANCE]
    assert form.details["findings"] == [{**row, "accepted": True}]
