"""The list of accidents, its export, and where else the register is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accidents.services import drafts
from accidents.tables import ACCIDENT_COLUMNS
from tests.accidents.factories import facts, registered
from tests.accidents.typed import NEW, TYPED, text_of
from tests.support.people import make_user

_LARGE_TABLES = ["accidents_accident", "accidents_accidentrevision"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def clerk(client):
    user = make_user("clerk")
    client.force_login(user)
    return user


def test_the_page_says_the_township_once_however_the_place_was_typed(client, clerk):
    accident = registered(clerk, location="马迹塘镇集镇新区")
    page = text_of(client.get(accident.get_absolute_url()))
    assert "桃江县马迹塘镇集镇新区" in page
    assert "马迹塘镇马迹塘镇" not in page
    assert "马迹塘镇　马迹塘镇" not in page


def test_the_list_never_adds_production_and_non_production(client):
    registered(deaths=2)
    registered(deaths=3, production="no")
    registered(deaths=9, production="pending")
    client.force_login(make_user("officer"))
    page = text_of(client.get("/accidents/"))
    assert (
        "生产安全事故 1 起，死亡 2 人，损失 120 万元；非生产安全事故 1 起，死亡 3 人，损失 120 万元；待认定 1 起，另列"
        in page
    )
    chips = text_of(client.get("/accidents/?level=larger&from=2021-01-01"))
    assert "等级：较大" in chips
    assert "共 <b>2</b> 条" in chips
    wrong = client.get("/accidents/?from=2021-02-30")
    assert wrong.status_code == 422


def _made(number, user):
    """Two registered accidents, a draft and a deleted draft."""
    registered(user)
    registered(user, status="written_off")
    drafts.save_draft(user=user, facts=facts(location=f"第 {number} 处"))
    deleted = drafts.save_draft(user=user, facts=facts(location=f"又第 {number} 处"))
    drafts.delete_draft(user=user, accident=deleted)


@pytest.mark.parametrize("asked", ["status=", "as_of=2021-12-31", "status=draft", "status=deleted"])
def test_list_queries_do_not_grow_whatever_columns_are_shown(client, clerk, asked):
    columns = "&".join(f"cols={column.key}" for column in ACCIDENT_COLUMNS)

    def opened():
        with CaptureQueriesContext(connection) as captured:
            page = text_of(client.get(f"/accidents/?{asked}&{columns}"))
        return page.count("<tr"), len(captured)

    _made(1, clerk)
    opened()
    rows, queries = opened()
    for number in range(2, 10):
        _made(number, clerk)
    more_rows, same_queries = opened()
    assert more_rows >= rows + 8
    assert same_queries == queries


def test_export_has_the_columns_of_the_import_and_exactly_the_filtered_rows(client):
    import io

    import openpyxl

    registered(deaths=1, location="=cmd|'/C calc'!A0")
    registered(deaths=3, production="no", supervising_department="", has_no_department=True)
    client.force_login(make_user("officer"))
    answer = client.get("/accidents/?production=no&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert "·".join(header) == (
        "事故编号·事故名称·发生时间·县区·乡镇·村社区·详细地点·是否生产安全事故·行业领域·事故类型·主管部门·单位名称·统一社会信用代码·死亡人数·失踪人数·"
        "重伤人数·轻伤人数·直接经济损失(万元)·接报时间·上报时间·事故经过·补录原因·急性工业中毒人数·失踪推定死亡·经度·纬度·死亡等变化日期·直报系统编号"
    )
    assert len(rows) == 1
    found = dict(zip(header, rows[0], strict=True))
    assert (found["死亡人数"], found["是否生产安全事故"], found["主管部门"]) == (3, "否", "无主管部门")
    assert f"{found['发生时间']:%Y-%m-%d %H:%M}" == "2021-03-16 07:50"
    csv = b"".join(client.get("/accidents/?export=csv").streaming_content).decode("utf-8-sig")
    assert "'=cmd" in csv
    assert len(csv.splitlines()) == 3


def test_header_search_and_workbench_know_the_register(client, clerk):
    accident = registered(clerk)
    client.post(NEW, TYPED | {"do": "save"})
    bench = text_of(client.get("/"))
    assert "登记事故" in bench
    assert "2 小时上报" in bench
    found = text_of(client.get("/search/?q=mjt"))
    assert str(accident) in found


def test_no_page_of_the_register_takes_more_than_one_process():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relname = ANY(%s)", [_LARGE_TABLES])
        assert dict(cursor.fetchall()) == {table: ["parallel_workers=0"] for table in _LARGE_TABLES}
