"""The number register: one row for each number, its export, its search, and the check that no number is missing."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from documents.models import (
    Document,
    NumberCounter,
    NumberSeries,
    RegisterEntry,
    ReservedNumber,
)
from documents.numbering import reservations
from documents.numbering.consistency import NumberRow, check_numbers
from documents.workflow import voiding
from foundation.common import clock
from tests.documents.factories import bureau_series, issued, issuing_document, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
NOON = dt.datetime(2021, 3, 1, 12, tzinfo=clock.SHANGHAI)


@pytest.fixture
def march():
    with clock.at(NOON):
        yield


def reserve(office, reason="留给全市通报", year=2021, series=None):
    return reservations.reserve(user=office.officer, series=series or bureau_series(), year=year, reason=reason)


# ---- the check -----------------------------------------------------------------------------------------------------


def book(numbers, *, reserved=()):
    rows = [NumberRow("s", 2021, number, 100 + number) for number in numbers]
    return rows + [NumberRow("s", 2021, number, None, is_reserved=True) for number in reserved]


@given(st.integers(0, 30), st.data())
def test_a_whole_book_has_no_breach_and_a_spoilt_one_has(last, data):
    numbers = list(range(1, last + 1))
    kept = set(data.draw(st.lists(st.sampled_from(numbers), unique=True))) if numbers else set()
    rows = book([number for number in numbers if number not in kept], reserved=kept)
    assert check_numbers({("s", 2021): last}, rows) == []
    if not rows:
        return
    spoilt = data.draw(st.sampled_from(rows))
    assert any("缺号" in words for words in check_numbers({("s", 2021): last}, [r for r in rows if r is not spoilt]))
    assert any("重号" in words for words in check_numbers({("s", 2021): last}, [*rows, spoilt]))
    assert any("超出" in words for words in check_numbers({("s", 2021): last - 1}, rows))


def test_what_the_check_says():
    assert check_numbers({("s", 2021): 3}, book([1, 3])) == ["序列s 2021年缺号：2"]
    assert check_numbers({}, book([1])) == ["序列s 2021年超出已取到的0号：1"]
    used = NumberRow("s", 2021, 2, 101, is_reserved=True)
    assert check_numbers({("s", 2021): 1}, [*book([1]), used]) == ["序列s 2021年预留的2号与所用公文的文号不一致"]
    assert check_numbers({("s", 2021): 1}, [*book([1]), NumberRow("s", 2021, 1, 101, is_reserved=True)]) == []


def test_health_tells_a_gap(office, client):
    NumberCounter.objects.create(series=bureau_series(), year=2021, last=2)
    answer = client.get("/health/full").json()["checks"]["numbers"]
    assert answer == {"ok": False, "message": "序列bureau-document 2021年缺号：1、2"}


# ---- the book on screen --------------------------------------------------------------------------------------------


@pytest.fixture
def full_book(office):
    """1 issued, 2 reserved, 3 voided before a document, 4 voided while printing, and one of another series."""
    with clock.at(NOON):
        first = issued(office, title="关于桃江事故的通报")
        reserve(office, reason="留给二月的通报")
        reservations.void_reserved(user=office.officer, reserved=reserve(office, reason="会议通知"), reason="会议取消")
        broken = issuing_document(office, title="关于安化事故的通报")
        Document.objects.filter(pk=broken.pk).update(render_error="OSError: no space left")
        voiding.void_number(user=office.officer, document=broken, reason="重新发文")
        reserve(office, reason="函", series=NumberSeries.objects.get(code="bureau-letter"))
    return first


@pytest.fixture
def as_officer(client, office):
    client.force_login(office.officer)
    return client


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_for_each_number_in_order(full_book, as_officer):
    page = as_officer.get(reverse("documents:register")).content.decode()
    numbers = [f"益应急发〔2021〕{n}号" for n in (1, 2, 3, 4)] + ["益应急函〔2021〕1号"]
    places = [page.index(f">{number}<") for number in numbers]
    assert places == sorted(places)
    assert "（预留：留给二月的通报）" in page
    assert "（未用：会议通知）" in page
    assert "预留文号" in page


def test_the_export_is_the_whole_book(full_book, as_officer):
    rows = rows_of(as_officer.get(reverse("documents:register"), {"export": "csv"}))
    assert [(row["序号"], row["状态"], row["备注"]) for row in rows] == [
        ("1", "已印发", ""),
        ("2", "预留", ""),
        ("3", "作废", "作废：会议取消"),
        ("4", "作废", "作废：重新发文"),
        ("1", "预留", ""),
    ]
    first = rows[0]
    assert {name: first[name] for name in ("文号", "标题", "文种", "签发", "核稿", "成文日期", "印发日期", "页数")} == {
        "文号": "益应急发〔2021〕1号",
        "标题": "关于桃江事故的通报",
        "文种": "通报",
        "签发": "leader",
        "核稿": "reviewer",
        "成文日期": "2021-03-01",
        "印发日期": "2021-03-01",
        "页数": str(full_book.pdf_pages),
    }
    assert first["主送"].startswith("各区县（市）人民政府")
    assert first["抄送"] == "省应急管理厅，市安委会成员单位"
    assert first["拟稿"] == "officer"
    assert first["签收/应签收"] == "0/2"
    assert "份数" in first
    answer = as_officer.get(reverse("documents:register"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert sheet.max_row == 6
    dated = [cell.value for cell in sheet[1]].index("成文日期")
    assert sheet[2][dated].value == dt.datetime(2021, 3, 1)  # noqa: DTZ001 - a day in a sheet has no zone


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "桃江"}, ["1"]),
        ({"q": "〔2021〕3号"}, ["3"]),
        ({"q": "大通湖"}, ["1", "4"]),
        ({"q": "二月"}, ["2"]),
        ({"q": "leader"}, ["1", "4"]),
        ({"series": "bureau-letter"}, ["1"]),
        ({"state": "voided"}, ["3", "4"]),
        ({"year": "2021", "state": "reserved"}, ["2", "1"]),
        ({"dated_from": "2021-03-02"}, []),
        ({"dated_from": "2021-03-01", "dated_to": "2021-03-01"}, ["1", "4"]),
    ],
)
def test_search_and_filters(full_book, as_officer, asked, numbers):
    rows = rows_of(as_officer.get(reverse("documents:register"), {"export": "csv", **asked}))
    assert [row["序号"] for row in rows] == numbers


def test_a_filter_that_makes_no_sense_shows_nothing(full_book, as_officer):
    answer = as_officer.get(reverse("documents:register"), {"year": "1066"})
    assert answer.status_code == 422
    assert "益应急发〔2021〕1号" not in answer.content.decode()


def test_the_number_of_queries_does_not_grow(full_book, as_officer, office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert as_officer.get(reverse("documents:register")).status_code == 200
        return len(queries)

    asked()  # what is read once for each process
    before = asked()
    with clock.at(NOON):
        for number in range(5):
            issuing_document(office, title=f"关于第{number}起事故的通报")
            reserve(office)
    assert asked() <= before <= 18


def test_the_book_is_the_citys(full_book, client):
    for role in ("clerk", "county_leader", "township", "department"):
        client.force_login(make_user(role, username=f"b-{role}"))
        assert client.get(reverse("documents:register")).status_code == 403
    client.force_login(make_user("auditor"))
    page = client.get(reverse("documents:register")).content.decode()
    assert "益应急发〔2021〕2号" in page
    assert reverse("documents:reserve") not in page
    assert RegisterEntry.objects.visible_to(make_user("sysadmin")).count() == 0


@pytest.mark.usefixtures("march")
class TestPages:
    def test_reserve_and_void(self, office, as_officer):
        assert "取这个序列的下一个文号" in as_officer.get(reverse("documents:reserve")).content.decode()
        answer = as_officer.post(reverse("documents:reserve"), {"series": "", "year": "1999", "reason": ""})
        assert answer.status_code == 422
        data = {"series": "bureau-document", "year": "2021", "reason": "留给全市通报"}
        assert as_officer.post(reverse("documents:reserve"), data).status_code == 302
        kept = ReservedNumber.objects.get()
        void = reverse("documents:void_reserved", args=[kept.pk])
        assert void in as_officer.get(reverse("documents:register")).content.decode()
        assert as_officer.post(void, {"reason": ""}).status_code == 422
        assert as_officer.post(void, {"reason": "不发了"}).status_code == 302
        assert as_officer.post(void, {"reason": "再来一次"}).status_code == 422
        kept.refresh_from_db()
        assert (kept.state, kept.void_reason) == ("voided", "不发了")
        assert as_officer.get(reverse("documents:void_reserved", args=[kept.pk + 1])).status_code == 404

    def test_choose_a_reserved_number_at_issue(self, office, as_officer):
        document = signed(office)
        page = reverse("documents:issue", args=[document.pk])
        assert "取下一个文号" not in as_officer.get(page).content.decode()
        kept, other = reserve(office), reserve(office, year=2020)
        shown = as_officer.get(page).content.decode()
        assert "预留的益应急发〔2021〕1号（留给全市通报）" in shown
        assert "〔2020〕" not in shown
        sent = {"version": document.version, "reserved": other.pk}
        assert as_officer.post(page, sent).status_code == 422
        assert as_officer.post(page, sent | {"reserved": kept.pk}).status_code == 302
        document.refresh_from_db()
        assert document.document_number == "益应急发〔2021〕1号"

    def test_a_chosen_number_that_is_gone_is_not_taken_for_the_next(self, office, as_officer):
        document, kept = signed(office), reserve(office)
        sent = {"version": document.version, "reserved": kept.pk}
        reservations.void_reserved(user=office.officer, reserved=kept, reason="不发了")
        answer = as_officer.post(reverse("documents:issue", args=[document.pk]), sent)
        assert answer.status_code == 422
        document.refresh_from_db()
        assert (document.status, document.number) == ("signed", None)
