"""The list page: scope, filters in the URL, sort, columns, pages, export. Tested with the divisions of the city."""

import io

import django_filters
import openpyxl
import pytest
from django.test import override_settings
from django.urls import path

from foundation.organizations.models import Division
from foundation.ui import lists
from foundation.ui.columns import Column
from foundation.ui.filters import BaseFilterSet, DayFilter, LineFilter
from tests.support.people import make_user
from yiyang_ems.urls import urlpatterns as project_urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


class PlaceFilters(BaseFilterSet):
    level = django_filters.ChoiceFilter(label="层级", choices=Division.Level.choices)
    name = LineFilter(label="名称", lookup_expr="contains")
    since = DayFilter(label="启用日期起", field_name="valid_from", lookup_expr="gte")


class Places(lists.ListPage):
    model = Division
    act = "user.manage"
    title, noun = "区划", "个"
    filterset_class = PlaceFilters
    columns = (
        Column(
            "name", "名称", lambda row: row.name, sort=["name_key"], is_fixed=True, link=lambda row: f"/p/{row.pk}/"
        ),
        Column("level", "层级", lambda row: row.get_level_display(), sort=["level"]),
        Column("size", "编码长度", lambda row: len(row.code), is_number=True, is_shown=False),
    )
    default_order = ("code",)

    def totals(self, rows):
        return f"其中村 {rows.filter(level='village').count()} 个"


class Exported(Places):
    export_act = "user.roles"


urlpatterns = [path("places/", Places.as_view()), path("exported/", Exported.as_view()), *project_urls]


@pytest.fixture
def client(client):
    client.force_login(make_user("sysadmin"))
    with override_settings(ROOT_URLCONF=__name__):
        yield client


def page(client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/places/{query}")
    assert response.status_code == status
    return response.content.decode()


def names(html: str) -> list[str]:
    return [part.split("<", 1)[0] for part in html.split('href="/p/')[1:] for part in [part.split(">", 1)[1]]]


def test_only_those_who_may(client):
    client.force_login(make_user("clerk"))
    response = client.get("/places/")
    assert response.status_code == 403
    assert "您的角色不看这个列表" in response.content.decode()
    client.logout()
    assert client.get("/places/").status_code == 302


def test_fifty_a_page_with_count_and_totals(client):
    html = page(client)
    assert len(names(html)) == 50
    total = Division.objects.count()
    villages = Division.objects.filter(level="village").count()
    assert f"共 <b>{total:,}</b> 个，其中村 {villages} 个" in html
    assert names(page(client, "?page=2"))[0] not in names(html)


def test_filters_are_in_the_address_and_shown_as_chips(client):
    html = page(client, "?level=county&name=%E3%80%80桃江")
    assert names(html) == ["桃江县"]
    assert "层级：区县（市）" in html
    assert 'href="?name=' in html
    assert "名称：桃江" in html


@pytest.mark.parametrize("query", ["?level=planet", "?since=2021-02-30", "?level=county&since=x"])
def test_a_filter_that_makes_no_sense_shows_no_rows(client, query):
    html = page(client, query, status=422)
    assert "筛选条件有误，没有列出任何行" in html
    assert names(html) == []
    assert client.get(f"/places/{query}&export=csv").status_code == 422


def test_an_empty_result_says_which_filter_to_take_off(client):
    html = page(client, "?name=不存在的地方")
    assert "没有符合条件的区划" in html
    assert "清除“名称：不存在的地方”" in html


def test_sort_by_word_and_number_and_nonsense(client):
    up, down = names(page(client, "?sort=name&level=county")), names(page(client, "?sort=-name&level=county"))
    assert up == list(reversed(down))
    assert up[0].startswith("安化")
    assert 'aria-sort="descending"' in page(client, "?sort=-name")
    assert names(page(client, "?sort=password")) == names(page(client))


def test_a_list_of_millions_is_not_counted_to_its_end(client, monkeypatch):
    monkeypatch.setattr(Places, "most_counted", 60)
    html = page(client, "?page=2")
    assert "共 <b>60</b> 个以上，只列出前 60 个，请用筛选缩小范围" in html
    assert len(names(html)) == 10, "the second page is the last"
    assert "以上" not in page(client, "?level=county")


def test_columns_are_chosen_in_the_address(client):
    assert "编码长度</th>" not in page(client)
    html = page(client, "?cols=size")
    assert "编码长度</th>" in html
    assert "层级</a></th>" not in html
    assert names(html)


def test_export_is_exactly_what_is_filtered(client):
    response = client.get("/places/?level=county&sort=-name&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(sheet.worksheets[0].values)
    assert rows[0] == ("名称", "层级")
    assert [row[0] for row in rows[1:]] == names(page(client, "?level=county&sort=-name"))
    assert "层级：区县（市）" in sheet["说明"]["A1"].value


def test_csv_and_xlsx_have_the_same_rows_columns_and_order(client):
    query = "?level=county&sort=-name&cols=size"
    sheet = client.get(f"/places/{query}&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).worksheets[0].values)
    text = b"".join(client.get(f"/places/{query}&export=csv").streaming_content).decode("utf-8-sig")
    assert [line.split(",") for line in text.splitlines()] == [[str(cell) for cell in row] for row in rows]
    assert rows[0] == ("名称", "编码长度")
    assert [row[0] for row in rows[1:]] == names(page(client, query))


def test_csv_holds_all_rows_of_all_pages(client):
    response = client.get("/places/?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == Division.objects.count() + 1
    assert "filename*=UTF-8''%E5%8C%BA%E5%88%92.csv" in response["Content-Disposition"]


def test_export_needs_its_own_act(client):
    assert client.get("/exported/?export=csv").status_code == 403
    assert "export=xlsx" not in client.get("/exported/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(client, django_assert_max_num_queries):
    page(client)
    with django_assert_max_num_queries(12):
        page(client)
