"""Navigation, search, confirm page, tags, error pages, registries."""

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import path, reverse
from django.utils.module_loading import import_string

from foundation.common import permissions
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.registry import Registry
from foundation.ui import navigation, search
from foundation.ui.confirm import Confirmation, ConfirmView
from foundation.ui.forms import BaseForm, TextField
from foundation.ui.navigation import Count, Entry
from foundation.ui.timeline import (
    Event,
    FieldChange,
    Step,
    StepState,
)
from tests.support.people import make_user
from yiyang_ems import menu
from yiyang_ems.urls import urlpatterns as project_urls

acts: list[str] = []


class ReasonForm(BaseForm):
    reason = TextField(label="理由")


class Return(ConfirmView):
    form_class = ReasonForm

    def confirmation(self):
        return Confirmation("退回更正", ["事故退回县局。"], ["桃江填报员"], "县局改后重新上报。", "退回", "/")

    def act(self, form):
        reason = form.cleaned_data["reason"]
        if reason == "陈旧":
            raise Stale("王凯 10:12 改了死亡人数（2 → 3）。")
        if reason == "无权":
            raise NotPermitted("退回要由市局办理。")
        if reason == "太短":
            raise DomainError("short", "理由太短。", {"reason": "请写明哪一项不对。"})
        acts.append(reason)
        return "已退回桃江县。", "/_done/"


def refuse(request):
    raise {
        "permit": NotPermitted("签发要由局领导办理。"),
        "state": DomainError("s", "现在不能办。", {"x": "先核实。"}),
    }[request.GET["why"]]


urlpatterns = [
    path("_return/", Return.as_view()),
    path("_done/", lambda request: HttpResponse("done"), name="done"),
    path("_refuse/", refuse, name="refuse"),
    *project_urls,
]
own_urls = override_settings(ROOT_URLCONF=__name__)


class Person:
    is_authenticated = True

    def __init__(self, *acts):
        self.acts = acts

    def may(self, act):
        return act in self.acts


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture
def entries(settings):
    settings.NAVIGATION = __name__
    with own_urls:
        yield


def two_waiting(user):
    return Count(2, True)


def none_waiting(user):
    return Count(0)


MENU = (
    Entry("工作台", "worklist:workbench"),
    Entry("完成", "done", ("done.view",), count=f"{__name__}.two_waiting"),
    Entry("没有", "nowhere:list"),
    Entry("拒绝", "refuse", ("a", "b"), count=f"{__name__}.none_waiting"),
)


@pytest.mark.usefixtures("entries")
def test_navigation_shows_what_exists_and_is_permitted():
    shown = navigation.entries_for(Person("done.view", "b"), "/_done/5/")
    assert [(entry.label, entry.is_current) for entry in shown] == [("工作台", False), ("完成", True), ("拒绝", False)]
    assert shown[1].count == Count(2, True)
    assert shown[2].count is None
    assert [entry.label for entry in navigation.entries_for(Person(), "/")] == ["工作台"]
    assert navigation.entries_for(Person(), "/")[0].is_current
    assert navigation.entries_for(None, "/") == []


def test_every_entry_of_the_menu_leads_somewhere_and_counts():
    for entry in (*menu.MENU, *menu.SYSTEM_TABS):
        assert reverse(entry.url_name)
        assert set(entry.permissions) <= set(permissions.table())
    for entry in menu.MENU:
        assert not entry.count or callable(import_string(entry.count))


def test_search_keeps_order_and_leaves_out_what_found_nothing(monkeypatch):
    monkeypatch.setattr(search, "finders", Registry())
    hit = [search.Hit("桃江", "/")]
    search.finders.register(lambda user, words, limit: search.HitGroup("公文", hit, 1), key="documents", order=2)
    search.finders.register(lambda user, words, limit: search.HitGroup("事故", hit, limit), key="accidents", order=1)
    search.finders.register(lambda user, words, limit: None, key="nothing")
    assert [group.label for group in search.find(None, "桃江", limit=3)] == ["事故", "公文"]
    assert search.find(None, "") == []


@pytest.mark.django_db
@own_urls
def test_the_confirm_page_says_what_will_happen_and_acts_once_confirmed(client, city):
    client.force_login(make_user("officer"))
    acts.clear()
    html = client.get("/_return/").content.decode()
    for said in ("将发生什么", "事故退回县局。", "通知谁", "桃江填报员", "能否撤回", "县局改后重新上报。"):
        assert said in html
    blank = client.post("/_return/", {"reason": "　"})
    assert blank.status_code == 422
    assert "请填理由。" in blank.content.decode()
    assert acts == []
    done = client.post("/_return/", {"reason": "主管部门不对"})
    assert (done.status_code, done.url, acts) == (302, "/_done/", ["主管部门不对"])


@pytest.mark.django_db
@own_urls
@pytest.mark.parametrize(
    ("reason", "status", "said"),
    [("陈旧", 409, "王凯 10:12"), ("无权", 403, "要由市局办理"), ("太短", 422, "请写明哪一项不对。")],
)
def test_a_refused_act_keeps_what_was_typed(client, city, reason, status, said):
    client.force_login(make_user("officer"))
    response = client.post("/_return/", {"reason": reason})
    html = response.content.decode()
    assert response.status_code == status
    assert said in html
    assert f">\n{reason}</textarea>" in html


@own_urls
def test_what_no_view_caught_becomes_a_page(client):
    permit, state = client.get("/_refuse/?why=permit"), client.get("/_refuse/?why=state")
    assert (permit.status_code, state.status_code) == (403, 422)
    assert "签发要由局领导办理。" in permit.content.decode()
    assert "先核实。" in state.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_error_pages_speak_chinese_and_need_nothing(name):
    from django.template.loader import render_to_string

    from tests.support.guards import page_faults

    html = render_to_string(f"{name}.html")
    assert page_faults(html) == []
    assert "没有" in html
    assert "错误" not in html
    assert "Error" not in html


def test_a_badge_is_drawn_by_its_name():
    assert render('{% badge "accident_level.larger" %}') == '<span class="level level-larger">较大</span>'
    assert render('{% badge "" %}{% badge "no.such" %}') == ""


def test_stepper_says_the_state_in_words():
    steps = [Step("起草", StepState.DONE, "3月12日"), Step("核稿", StepState.BACK), Step("签发")]
    html = render("{% stepper steps %}", steps=steps)
    for said in ("✓ 起草", "（已办）", "（退回）", "（未到）", "3月12日"):
        assert said in html
    assert html.count('aria-current="step"') == 1


def test_timeline_shows_old_and_new():
    events = [Event("更正", "8月19日", "综合协调科", changes=[FieldChange("死亡", "2", "3")])]
    html = render("{% timeline events %}", events=events)
    assert '<span class="event-old">2</span> → <b>3</b>' in html
    assert "8月19日　综合协调科" in html


def test_a_clock_without_a_limit_says_so():
    assert "无时限" in render("{% clock_chip None None %}")


def test_the_query_tag_changes_one_thing(rf):
    from django.template import RequestContext

    context = RequestContext(rf.get("/?level=larger&level=major&page=3&sort=name"), {})
    html = Template("{% load ui %}{% query page=None sort='-name' %}").render(context)
    assert html == "?level=larger&amp;level=major&amp;sort=-name"
