"""A 通知 begun from nothing: kind, units in groups, what is asked of them, and the draft's units changed later."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from documents.content import addressing
from documents.content.builder import content_of
from documents.models import Document
from foundation.files.fields import FilesField
from foundation.organizations.models import Organization
from tests.documents.factories import Office, draft
from tests.documents.form_reading import fields_of
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
TEXT = "请抓好落实。\n一、工作任务\n（一）排查隐患。1月20日前完成。\n"


@pytest.fixture
def officer(client):
    user = make_user("officer")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def unit(code):
    return Organization.objects.get(code=code)


def sent(**changes):
    return {
        "kind": "circular",
        "title": "关于做好２０２１年春节期间安全防范工作的通知",
        "text": TEXT,
        "main_group": ["county_bureaus"],
        "main": [unit("430922").pk],
        "copy": [unit("430922115").pk],
        "must_acknowledge": "on",
        "must_reply": "on",
        "reply_by": "2099-02-01",
    } | changes


def test_a_notice_from_nothing(client, officer):
    page = client.get(reverse("documents:list")).content.decode()
    assert reverse("documents:new") in page
    page = client.get(reverse("documents:new")).content.decode()
    assert "严禁处理涉密信息" in page
    assert '<option value="notice"' not in page
    answer = client.post(reverse("documents:new"), sent())
    document = Document.objects.get()
    assert answer["Location"] == reverse("documents:detail", args=[document.pk])
    assert (document.kind, document.kind_label, str(document.reply_by)) == ("circular", "通知", "2099-02-01")
    content = content_of(document)
    assert content.title == "关于做好2021年春节期间安全防范工作的通知"
    assert content.main_recipients == "桃江县人民政府，各区县（市）应急管理局"
    assert content.copies_to == "桃江县马迹塘镇人民政府"
    assert [block.kind for block in content.blocks] == ["paragraph", "heading1", "paragraph"]
    main = document.recipients.filter(role="main")
    assert main.count() == 9
    assert set(main.values_list("must_acknowledge", "must_reply")) == {(True, True)}
    assert document.recipients.get(role="copy").must_reply is False
    assert reverse("documents:recipients", args=[document.pk]) in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"main": [], "main_group": []}, "请选主送单位"),
        ({"main": ["x", "99999999999999999999", "-1"], "main_group": ["nothing"]}, "请选主送单位"),
        ({"reply_by": ""}, "请填回复期限"),
        ({"reply_by": "2001-01-01"}, "回复期限已经过去"),
        ({"reply_by": "不知道"}, "回复期限"),
        ({"title": ""}, "请填标题"),
        ({"title": "关于𪚥的通知"}, "标题：第3个字“𪚥”"),
        ({"text": "请抓好落实。\n请𪚥同志参加。"}, "正文第2段：第2个字“𪚥”"),
        ({"text": "  \n "}, "请填正文"),
        ({"text": "机密★1年\n请看。"}, "严禁处理涉密信息"),
        ({"kind": "notice"}, "文种没有这一项"),
    ],
)
def test_what_cannot_be_a_notice_is_said_and_kept(client, officer, change, words):
    answer = client.post(reverse("documents:new"), sent(**change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert change.get("text", "请抓好落实。").strip() in page
    assert not re.search(r"<li>\s*(blocks|title_lines)", page), "places are said in words"
    assert not Document.objects.exists()


def test_a_unit_stands_in_one_place(client, officer):
    answer = client.post(reverse("documents:new"), sent(copy=[unit("430922").pk]))
    assert "既选了主送又选了抄送" in answer.content.decode()


def test_units_of_a_draft_are_changed(client, officer):
    client.post(reverse("documents:new"), sent())
    document = Document.objects.get()
    path = reverse("documents:recipients", args=[document.pk])
    page = client.get(path).content.decode()
    version = fields_of(page, "recipients")["version"]
    change = {"version": version, "main": [unit("430922").pk, unit("430923").pk], "rewrite": "1"}
    assert client.post(path, change).status_code == 302
    document.refresh_from_db()
    assert content_of(document).main_recipients == "桃江县人民政府、安化县人民政府"
    assert (content_of(document).copies_to, document.reply_by) == ("", None)
    assert set(document.recipients.values_list("role", "must_acknowledge", "must_reply")) == {("main", False, False)}
    assert document.versions.count() == 2
    late = client.post(path, change)
    assert late.status_code == 409
    assert "有了变动" in late.content.decode()


def test_only_free_kinds_and_only_drafters(client, officer):
    office = Office(officer, make_user("reviewer"), make_user("leader"))
    fixed = draft(office)
    assert client.get(reverse("documents:recipients", args=[fixed.pk])).status_code == 403
    for role in ("clerk", "reviewer", "leader", "auditor"):
        client.force_login(make_user(role, username=f"x-{role}"), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse("documents:new")).status_code == 403
        assert client.post(reverse("documents:new"), sent()).status_code == 403
        assert reverse("documents:new") not in client.get(reverse("documents:list")).content.decode()


def test_groups_are_named_when_they_are_whole(django_assert_num_queries):
    with django_assert_num_queries(1):
        groups = addressing.unit_groups()
    by_code = {group.code: group for group in groups}
    governments = by_code["county_governments"]
    assert addressing.main_recipients(governments.units, groups) == governments.label
    assert addressing.main_recipients(governments.units[:2], groups) == "资阳区人民政府、赫山区人民政府"
    taojiang = next(group for group in groups if group.label == "桃江各乡镇（街道）" or group.code.endswith("-430922"))
    assert addressing.main_recipients(taojiang.units, groups).count("、") == len(taojiang.units) - 1
    assert sum(len(group.units) for group in groups) > 200


def test_the_page_of_units_is_read_with_few_queries(client, officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get(reverse("documents:new"))


def test_login_and_upload_say_that_secrets_are_not_handled_here(client, db):
    assert "严禁处理涉密信息" in client.get(reverse("login")).content.decode()
    assert FilesField(help_text="可多选。").help_text == "可多选。严禁上传涉密文件。"


def test_the_day_of_reply_says_when_it_is_needed_and_how_it_is_written(client, officer):
    page = client.get("/documents/new/").content.decode()
    assert '<label for="id_reply_by">回复期限</label>' in page, "no 可空 beside what may be required"
    assert "须回复的必填" in page
    wrong = client.post("/documents/new/", {"must_reply": "on", "reply_by": "下周五"}).content.decode()
    assert "回复期限请写成“2021-03-16”或“2021年3月16日”。" in wrong
    assert "请填回复期限" in client.post("/documents/new/", {"must_reply": "on"}).content.decode()
    written = client.post("/documents/new/", {"must_reply": "on", "reply_by": "2099年3月16日"}).content.decode()
    assert "请写成" not in written
