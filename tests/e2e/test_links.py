"""Every URL a user can reach answers, and every number of the leader page agrees with its list.

The short form follows all links of the officer, whose pages are most of the portal, and the first ones of the others;
the long form follows all links of everybody.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Browser

from tests.e2e.crawling import crawl
from tests.e2e.inspecting import script
from tests.e2e.office import PC, Office

PEOPLE = [
    "leader", "officer", "reviewer", "county_taojiang", "leader_taojiang", "town_majitang",
    "dept_taojiang_housing", "auditor", "secadmin", "sysadmin",
]  # fmt: skip
SEES_MOST = "officer"
MOST, FIRST_ONES = 220, 25
TOTALS = re.compile(r'list-totals"[^>]*>(.*?)</span>', re.S)
OF_UNIT = {"起": r"生产安全事故\s*([\d,]+)\s*起", "人": r"死亡\s*([\d,]+)\s*人", "万元": r"损失\s*([\d,.]+)\s*万元"}


@pytest.mark.parametrize("username", PEOPLE)
def test_every_link_answers(office: Office, username: str) -> None:
    _follow(office, username, most=MOST if username == SEES_MOST else FIRST_ONES)


@pytest.mark.long
@pytest.mark.parametrize("username", PEOPLE)
def test_every_link_of_everybody_answers(office: Office, username: str) -> None:
    _follow(office, username, most=MOST)


def _follow(office: Office, username: str, *, most: int) -> None:
    done = crawl(office.caller(username), most=most)
    assert done.broken() == []
    assert len(done.statuses) > 8, "the crawl found hardly anything"


@pytest.mark.browser
@pytest.mark.parametrize(("username", "query"), [("leader", "?year=2020"), ("leader_taojiang", "")])
def test_numbers_of_the_leader_page_agree_with_their_lists(
    office: Office, browser: Browser, username: str, query: str
) -> None:
    """A link that reads as a bare number, or as “label number unit”, opens a list of that many rows."""
    with office.at_desk(browser, username, PC) as page:
        page.goto(f"/leader/{query}")
        numbers = page.evaluate(script("numbers.js"))
        assert {unit for _, unit, _ in numbers} == {"起", "人", "万元"}
        assert len(numbers) > 30, numbers
        caller = office.caller(username)
        lists: dict[str, str] = {}
        wrong = []
        for shown, unit, address in numbers:
            if address not in lists:
                answer = caller.get(address)
                assert answer.status == 200, address
                lists[address] = re.sub(r"<[^>]+>", "", TOTALS.search(answer.text)[1])  # type: ignore[index]
            found = re.search(OF_UNIT[unit], lists[address])
            listed = Decimal(found[1].replace(",", "")) if found else Decimal(0)
            if listed != Decimal(shown):
                wrong.append(f"{shown} {unit}, but the list says {lists[address]}: {address}")
        assert wrong == []
