"""Saved views of lists: saved from the toolbar, selected, renamed, deleted; only one's own."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import parse_qsl

import openpyxl
import pytest
from django.urls import reverse

from accidents.filters import ListFilters
from accidents.views.accidents import AccidentListView
from foundation.audit.models import Event
from foundation.common.errors import DomainError, NotPermitted
from foundation.ui import services
from foundation.ui.models import SavedView
from tests.accidents.factories import registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
LIST = "accidents:list"


@pytest.fixture
def officer():
    return make_user("officer")


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def save(client, name: str, query: str, list_name: str = LIST, follow: bool = True):
    # The toolbar sends its hidden fields.
    page = client.get(f"{reverse(list_name)}?{query}").content.decode()
    sent = re.search(r'name="query" value="([^"]*)"', page)
    assert sent is not None
    data = {"list_name": list_name, "query": html.unescape(sent[1]), "name": name}
    return client.post(reverse("ui:save-view"), data, follow=follow)


def open_view(client, name: str):
    view = SavedView.objects.get(name=name)
    return client.get(f"{reverse(view.list_name)}?view={view.pk}", follow=True)


@pytest.mark.parametrize(
    ("list_name", "role", "query"),
    [
        ("accidents:list", "officer", "level=larger&sort=-deaths&cols=deaths&cols=loss"),
        ("accountability:decisions", "officer", "measure=yellow_card&sort=-proposed"),
        ("documents:list", "officer", "status=issued&sort=title"),
        ("documents:register", "officer", "state=voided&cols=note"),
        ("accounts:users", "sysadmin", "role=clerk&sort=-username"),
        ("organizations:units", "sysadmin", "kind=county_department"),
        ("audit:events", "auditor", "q=上报&sort=actor"),
        ("worklist:messages", "clerk", "unread=1&sort=sender"),
    ],
)
def test_every_list_keeps_filters_columns_and_sort(client, list_name, role, query):
    client.force_login(make_user(role, username="keeper"))
    saved = save(client, "常看", query, list_name)
    assert "已存为视图“常看”" in text_of(saved)
    opened = open_view(client, "常看")
    assert opened.status_code == 200
    assert sorted(parse_qsl(opened.request["QUERY_STRING"])) == sorted(parse_qsl(query))
    assert "视图：常看" in text_of(opened)
    assert "视图：常看" not in text_of(client.get(reverse(list_name)))


def test_page_export_and_what_the_list_does_not_know_are_not_kept(client):
    services.save_view(
        user=make_user("officer", username="second"),
        list_name=LIST,
        name="一",
        query="page=3&export=csv&view=9&level=larger&colour=red&county=&to=2021-03-31",
    )
    assert SavedView.objects.get().query == "level=larger&to=2021-03-31"


def test_an_opened_view_shows_and_exports_its_rows(client):
    registered(deaths=4, location="较大的那一起")
    registered(deaths=1, location="一般的那一起")
    save(client, "较大", "level=larger&cols=deaths")
    opened = open_view(client, "较大")
    assert "共 <b>1</b> 条" in text_of(opened)
    answer = client.get(f"/accidents/?{opened.request['QUERY_STRING']}&export=shown-xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0].values)
    assert [rows[0], rows[1][1:]] == [("事故", "死亡"), (4,)]
    assert len(rows) == 2


def test_levels_sort_by_how_grave_they_are(client):
    for deaths in (1, 30, 3, 10):
        registered(deaths=deaths, location=f"死亡{deaths}人的那一起")
    query = "sort=-level&cols=deaths"
    rows = list(csv.reader(io.StringIO(exported(client, query))))
    assert [row[1] for row in rows] == ["死亡", "30", "10", "3", "1"]
    as_then = list(csv.reader(io.StringIO(exported(client, f"{query}&as_of=2021-03-17"))))
    assert as_then == rows


def exported(client, query: str) -> str:
    answer = client.get(f"/accidents/?{query}&export=shown-csv")
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_filter_that_is_no_more_is_left_out_with_a_word(client, officer, monkeypatch):
    registered(deaths=4)
    save(client, "旧视图", "level=larger&sort=-deaths&status=verified")
    view = SavedView.objects.get()
    view.query += "&weather=rain&cols=temperature"
    view.query = view.query.replace("status=verified", "status=long_gone").replace("-deaths", "-temperature")
    view.save()
    opened = open_view(client, "旧视图")
    words = text_of(opened)
    assert opened.request["QUERY_STRING"] == "level=larger"
    assert "视图“旧视图”里的一列、一项筛选、排序、筛选“状态”现在已没有，下面按其余条件列出。" in words
    assert "共 <b>1</b> 条" in words


def test_a_filter_taken_off_the_list_is_known_by_its_absence(client, monkeypatch):
    save(client, "按行业", "sector=construction&level=larger")
    for name in ("base_filters", "declared_filters"):
        left = {key: value for key, value in getattr(ListFilters, name).items() if key != "sector"}
        monkeypatch.setattr(ListFilters, name, left)
    assert AccidentListView.filterset_class is ListFilters
    assert "按其余条件列出" in text_of(opened := open_view(client, "按行业"))
    assert opened.request["QUERY_STRING"] == "level=larger"


def test_names_are_asked_for_short_and_once_a_list(client):
    assert "请填视图名称" in text_of(save(client, "", "level=larger"))
    save(client, "较大", "level=larger")
    again = save(client, "　较大 ", "level=major")
    assert again.status_code == 422
    assert "已有名为“较大”的视图" in text_of(again)
    assert 'value="level=major"' in text_of(again)
    assert SavedView.objects.get().query == "level=larger"
    save(client, "较大", "status=issued", "documents:list")
    assert SavedView.objects.count() == 2


def test_twenty_of_a_list_and_no_more(client, officer):
    for number in range(services.MOST_VIEWS):
        services.save_view(user=officer, list_name=LIST, name=f"视图{number}", query="level=larger")
    refused = save(client, "多一个", "level=major")
    assert refused.status_code == 422
    assert "每个列表最多存 20 个视图，请先删去不用的。" in text_of(refused)
    save(client, "别的列表", "status=issued", "documents:list")
    assert SavedView.objects.count() == 21


def test_rename_and_delete(client):
    save(client, "较大", "level=larger")
    save(client, "重大", "level=major")
    view = SavedView.objects.get(name="较大")
    rename, delete = reverse("ui:rename-view", args=[view.pk]), reverse("ui:delete-view", args=[view.pk])
    assert "已有名为“重大”的视图" in text_of(client.post(rename, {"name": "重大"}))
    assert "视图已改名为“较大以上”" in text_of(client.post(rename, {"name": "较大以上"}, follow=True))
    assert "列表里的数据不动" in text_of(client.get(delete))
    assert "视图“较大以上”已删除" in text_of(client.post(delete, follow=True))
    assert [left.name for left in SavedView.objects.all()] == ["重大"]
    entries = Event.objects.filter(act="view.save").order_by("pk").values_list("message", flat=True)
    assert list(entries) == [
        "存事故视图“较大”。",
        "存事故视图“重大”。",
        "视图“较大”改名为“较大以上”。",
        "删除视图“较大以上”。",
    ]


def test_anothers_view_is_not_there(client):
    view = services.save_view(
        user=make_user("officer", username="other"), list_name=LIST, name="别人的", query="level=larger"
    )
    assert client.get(f"/accidents/?view={view.pk}").status_code == 404
    for name in ("ui:rename-view", "ui:delete-view"):
        assert client.post(reverse(name, args=[view.pk]), {"name": "我的"}).status_code == 404
    assert "别人的" not in text_of(client.get("/accidents/"))
    with pytest.raises(NotPermitted):
        services.delete_view(user=make_user("officer", username="third"), view=view)


def test_no_view_of_a_list_one_may_not_see_nor_of_no_list(officer):
    with pytest.raises(NotPermitted):
        services.save_view(user=officer, list_name="audit:events", name="日志", query="")
    for nothing in ("worklist:workbench", "no:list", ""):
        with pytest.raises(DomainError, match="没有这个列表"):
            services.save_view(user=officer, list_name=nothing, name="一", query="")


def test_a_view_of_a_list_that_is_no_more_can_still_be_deleted(client, officer):
    view = services.save_view(user=officer, list_name=LIST, name="旧", query="")
    SavedView.objects.update(list_name="gone:list")
    assert "已停用的列表" in text_of(client.get("/views/"))
    client.post(reverse("ui:delete-view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_views_cost_one_query(client, officer, django_assert_max_num_queries):
    client.get("/accidents/")
    with django_assert_max_num_queries(30) as bare:
        client.get("/accidents/")
    for number in range(5):
        services.save_view(user=officer, list_name=LIST, name=f"视图{number}", query="level=larger")
    with django_assert_max_num_queries(len(bare)):
        client.get("/accidents/")
