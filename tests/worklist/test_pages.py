"""Workbench, messages and search as pages."""

import datetime as dt

import pytest
from django.urls import reverse

from foundation.common import clock
from foundation.common.permissions import ROLES
from foundation.common.registry import Registry
from foundation.ui import search
from foundation.worklist import workbench
from foundation.worklist.models import Message, Todo
from foundation.worklist.services import send_message
from tests.support.people import make_user
from tests.worklist.test_services import HOUR, NOW, make_todo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(NOW):
        yield


@pytest.fixture
def clerk(client):
    user = make_user("clerk", username="county_taojiang")
    client.force_login(user)
    return user


def page(client, url: str = "/") -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", [role for role, _ in ROLES])
def test_every_role_has_its_workbench(client, role):
    client.force_login(make_user(role))
    html = page(client)
    assert "没有待办" in html
    assert "还没有消息" in html
    assert 'aria-current="page"' in html


def test_nobody_is_sent_to_the_login(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/login/")


def test_groups_clocks_and_counts(client, clerk):
    make_todo("a", title="补录单位与人员", action="去补录", due_at=NOW - 15 * HOUR, opened_at=NOW - 39 * HOUR)
    larger = "accident_level.larger"
    make_todo("b", title="上报市局", due_at=NOW + dt.timedelta(minutes=44), opened_at=NOW - HOUR, badge=larger)
    make_todo("c", title="整改反馈", due_at=NOW + dt.timedelta(days=2, hours=7))
    html = page(client)
    for words in (
        "已超时 1 项",
        "今日到期 1 项",
        "七日内到期 1 项",
        "超 15 小时",
        "剩 44 分钟",
        "剩 2 日",
        "应于 10:25",
    ):
        assert words in html
    assert "应于 3月15日 18:41" in html
    assert html.index("补录单位与人员") < html.index("上报市局") < html.index("整改反馈")
    assert "level-larger" in html
    assert '3<span class="visually-hidden"> 项待办，有超时' in html


def test_narrowing_to_a_kind_keeps_the_figures(client, clerk):
    make_todo("a", title="补录单位与人员", kind="entry", kind_label="24 小时录入", due_at=NOW - HOUR)
    make_todo("b", title="上报市局")
    html = page(client, "/?kind=accident_submit")
    assert "上报市局" in html
    assert "补录单位与人员" not in html
    assert "共 1 项" in html
    assert "figure-bad" in html


def test_including_below_shows_what_others_must_do_without_their_buttons(client):
    make_todo(title="桃江上报")
    client.force_login(make_user("officer"))
    assert "桃江上报" not in page(client)
    html = page(client, "/?below=1")
    assert "桃江上报" in html
    assert "去上报" not in html
    assert "查看<span" not in html, "the form to go on with is the county's own"
    assert "桃江" in html


def test_the_switch_does_nothing_for_those_who_may_not_look_below(client):
    make_todo(title="桃江上报")
    client.force_login(make_user("sysadmin"))
    assert "桃江上报" not in page(client, "/?below=1")


def test_returned_items_and_messages_have_their_place(client, clerk):
    make_todo(
        "r", kind="accident_fix", kind_label="退回待改", title="浮丘山乡“3·5”坍塌事故", detail="主管部门应为县住建局。"
    )
    send_message(recipients=[clerk], event="e", title="市局已核实“2·27”事故", url="/messages/")
    html = page(client)
    assert 'id="returned"' in html
    assert "主管部门应为县住建局。" in html
    assert "未读 1 条" in html


def test_opening_a_message_marks_it_read_and_leads_on(client, clerk):
    send_message(recipients=[clerk], event="e", title="市局已核实", url="/messages/?from=e")
    message = Message.objects.get()
    assert client.get(reverse("worklist:open-message", args=[message.pk])).status_code == 405
    response = client.post(reverse("worklist:open-message", args=[message.pk]))
    assert (response.status_code, response.url) == (302, "/messages/?from=e")
    message.refresh_from_db()
    assert message.read_at == NOW


def test_a_message_never_leads_to_another_site(client, clerk):
    send_message(recipients=[clerk], event="e", title="市局已核实", url="//evil.example/x")
    response = client.post(reverse("worklist:open-message", args=[Message.objects.get().pk]))
    assert response.url == reverse("worklist:messages")


def test_anothers_message_is_not_found(client, clerk):
    send_message(recipients=[make_user("officer")], event="e", title="市局内部")
    message = Message.objects.get()
    assert client.post(reverse("worklist:open-message", args=[message.pk])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None
    assert "市局内部" not in page(client, "/messages/")


def test_reading_all(client, clerk):
    send_message(recipients=[clerk], event="e", title="市局已核实")
    client.post(reverse("worklist:read-all"))
    assert not Message.objects.filter(read_at=None).exists()
    assert "没有符合条件的消息" in page(client, "/messages/?unread=1")


def test_putting_off_by_the_page(client, clerk):
    todo = make_todo(due_at=NOW + 5 * HOUR)
    url = reverse("worklist:snooze", args=[todo.pk])
    assert "将发生什么" in page(client, url)
    wrong = client.post(url, {"until": "2021-03-16 20:00", "reason": "等医院确认"})
    assert wrong.status_code == 422
    assert "暂缓不能超过应办时间" in wrong.content.decode()
    assert "等医院确认" in wrong.content.decode()
    right = client.post(url, {"until": "2021年3月16日12时", "reason": "等医院确认"}, follow=True)
    assert "已暂缓至3月16日 12:00" in right.content.decode()
    assert "暂缓中 1 项" in right.content.decode()
    assert Todo.objects.get().snooze_reason == "等医院确认"


def test_anothers_to_do_cannot_be_put_off_by_the_page(client, clerk):
    todo = make_todo(roles=["county_leader"])
    assert client.get(reverse("worklist:snooze", args=[todo.pk])).status_code == 404


def test_panels_shortcuts_and_drafts_of_upper_floors(client, clerk, monkeypatch):
    for name in ("panel_makers", "shortcut_makers", "draft_sources"):
        monkeypatch.setattr(workbench, name, Registry())
    workbench.panel_makers.register(lambda user: None, key="nothing")
    workbench.shortcut_makers.register(one_button, order=1)
    workbench.shortcut_makers.register(another_button, order=2)
    workbench.draft_sources.register(one_draft)
    html = page(client)
    assert html.count("btn-primary") == 1
    assert "快报（六项）" in html
    assert "武潭镇“3·15”物体打击" in html
    assert "昨日 21:40" in html


def one_button(user):
    return [workbench.Shortcut("登记事故", "/accidents/new/", is_primary=True)]


def another_button(user):
    return [workbench.Shortcut("快报（六项）", "/accidents/quick/", is_primary=True)]


def one_draft(user):
    saved = NOW - dt.timedelta(hours=12, minutes=1)
    return [workbench.Draft("武潭镇“3·15”物体打击", "/accidents/1/edit/", saved, "填到“伤亡损失”")]


def test_search_asks_every_app_with_normalised_words(client, clerk, monkeypatch):
    monkeypatch.setattr(search, "finders", Registry())
    asked = []

    def finder(user, words, limit):
        asked.append((user.pk, words))
        return search.HitGroup("事故", [search.Hit("桃江“1·14”", "/accidents/1/", "死亡 3 人", "larger")], 1)

    search.finders.register(finder)
    html = page(client, "/search/?q=%EF%BC%91%C2%B7%EF%BC%91%EF%BC%94")
    assert asked == [(clerk.pk, "1·14")]
    assert "桃江“1·14”" in html
    assert "没有找到" not in html


def test_search_without_hits_says_what_to_do(client, clerk, monkeypatch):
    monkeypatch.setattr(search, "finders", Registry())
    assert "没有找到“xyz”" in page(client, "/search/?q=xyz")
