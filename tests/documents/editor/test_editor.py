"""The editor's pages: what is kept, what is refused and where it is said, what scripts and people without them get."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.workflow import review
from tests.documents.factories import address, draft, issued, signed
from tests.documents.form_reading import fields_of
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def test_saving_from_the_editor(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    sent |= {
        "block-2-text": "请有关单位\u200b吸取教训。\r\n",
        "title": "关于桃江“1·14”\r\n较大道路运输事故的通报",
        "act": "save",
    }
    answer = client.post(address("edit", document), sent, follow=True)
    document.refresh_from_db()
    assert document.content["blocks"][2]["text"] == "请有关单位吸取教训。"
    assert document.content["title_lines"] == ["关于桃江“1·14”", "较大道路运输事故的通报"]
    assert "已保存" in answer.content.decode()
    assert document.versions.count() == 2


def test_rearranging_blocks_keeps_what_was_typed_and_stores_nothing(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    sent["block-0-text"] = "刚写的导语。"
    added = client.post(address("edit", document), sent | {"act": "add-0"}).content.decode()
    assert "刚写的导语。" in added
    assert "改动还没有保存" in added
    assert 'name="block-3-text"' in added
    moved = fields_of(client.post(address("edit", document), sent | {"act": "up-1"}).content.decode())
    assert (moved["block-0-kind"], moved["block-1-text"]) == ("heading1", "刚写的导语。")
    removed = fields_of(client.post(address("edit", document), sent | {"act": "remove-0"}).content.decode())
    assert "block-2-text" not in removed
    assert document.versions.count() == 1


def test_text_that_cannot_be_printed_is_shown_beside_its_block(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    answer = client.post(address("edit", document), sent | {"block-2-text": "请𪚥同志参加。", "act": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请𪚥同志参加。" in page
    assert 'id="id_error_2"' in page
    document.refresh_from_db()
    assert document.version == 1


def test_an_old_page_does_not_overwrite(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode()) | {"act": "save"}
    assert client.post(address("edit", document), sent | {"block-0-text": "他写的。"}).status_code == 302
    mine = sent | {"block-0-text": "我写的。"}
    late = client.post(address("edit", document), mine)
    assert late.status_code == 409
    assert "<ins>我" in late.content.decode()
    again = fields_of(late.content.decode())
    assert again["version"] == sent["version"]
    assert client.post(address("edit", document), again | {"act": "submit"}).status_code == 409, "asked once more"
    document.refresh_from_db()
    assert document.content["blocks"][0]["text"] == "他写的。"
    compared = client.post(address("edit", document), again | {"act": f"overwrite-{document.version}"})
    assert compared.status_code == 302
    document.refresh_from_db()
    assert document.content["blocks"][0]["text"] == "我写的。"
    assert client.post(address("edit", document), mine | {"act": "overwrite-2"}).status_code == 302, "a second click"
    assert document.versions.count() == 3


def test_what_was_compared_is_not_written_over_once_it_has_changed_again(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode()) | {"act": "save"}
    client.post(address("edit", document), sent | {"block-0-text": "他写的。"})
    document.refresh_from_db()
    compared = document.version
    client.post(address("edit", document), sent | {"block-0-text": "又有人写的。", "version": str(compared)})
    late = client.post(address("edit", document), sent | {"block-0-text": "我写的。", "act": f"overwrite-{compared}"})
    assert late.status_code == 409
    assert fields_of(late.content.decode())["version"] == sent["version"]


def test_buttons_without_scripts_keep_the_version_the_page_was_opened_with(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    client.post(address("edit", document), sent | {"block-0-text": "他写的。", "act": "save"})
    moved = fields_of(client.post(address("edit", document), sent | {"act": "up-1"}).content.decode())
    assert moved["version"] == sent["version"]
    assert client.post(address("edit", document), moved | {"act": "save"}).status_code == 409


def test_typed_text_never_becomes_markup(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    evil = "<script>alert(1)</script>&<b>粗</b>"
    page = client.post(address("edit", document), sent | {"block-0-text": evil, "act": "add-0"}).content.decode()
    assert "<script>alert(1)" not in page
    live = client.post(address("preview", document), sent | {"block-0-text": evil})
    assert live.content.decode().count("data:image/png;base64,") == 2


def test_only_drafters_see_words_of_their_own_under_the_head(office, as_user):
    document = issued(office)
    for role in ("township", "auditor"):
        client = as_user(make_user(role, username=f"reader-{role}"))
        assert client.get(address("detail", document)).status_code == 200
        assert client.post(address("preview", document), {"title": "伪造"}).status_code == 403


def test_history_shows_every_text_and_act(office, as_user):
    document = signed(office)
    page = as_user(office.leader).get(address("versions", document)).content.decode()
    assert "第 1 稿" in page
    for word in ("起草通报", "送审", "核稿通过", "签发"):
        assert word in page


def editor_fields(client, document):
    return fields_of(client.get(address("detail", document)).content.decode())


def test_the_script_gets_the_fields_alone(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = editor_fields(client, document) | {"act": "down-0", "block-0-text": "刚写的。"}
    answer = client.post(address("edit", document), sent, headers={"x-fragment": "1"})
    assert answer["X-Fragment"] == "1"
    page = answer.content.decode()
    assert "<html" not in page
    assert 'data-focus="id_text_1"' in page
    assert fields_of(page)["block-1-text"] == "刚写的。"


def test_pasted_blocks_stand_where_the_cursor_stood(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    paste = {"paste_text": "甲\n一、乙\n丙", "paste_at": "2", "paste_before": "前，", "paste_after": "，后。"}
    page = client.post(address("edit", document), editor_fields(client, document) | paste | {"act": "paste"})
    sent = fields_of(page.content.decode())
    assert [sent[f"block-{index}-text"] for index in (2, 3, 4)] == ["前，甲", "一、乙", "丙，后。"]
    assert sent["block-3-kind"] == "heading1"
    for wrong in ({"paste_at": "99"}, {"paste_at": "a7-0"}, {"paste_at": "x"}, {"paste_at": ""}):
        again = client.post(address("edit", document), sent | paste | wrong | {"act": "paste"})
        assert fields_of(again.content.decode())["block-2-text"] == "前，甲"
    answer = client.post(reverse("documents:paste"), {"html": "<p>１号<script>x</script></p>"})
    assert answer.json() == {"blocks": [{"kind": "paragraph", "text": "1号", "rows": []}]}


def test_attachments_and_tables_are_kept_and_the_note_follows(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = editor_fields(client, document) | {
        "a0-title": "统计表",
        "a0-block-0-kind": "table",
        "a0-block-0-text": "单位\t起数\n桃江县\t1\n",
        "a1-title": "清单",
        "a1-block-0-kind": "paragraph",
        "a1-block-0-text": "第一项。",
        "urgency": "加急",
        "copy_number": "000012",
    }
    assert client.post(address("edit", document), sent | {"act": "save"}).status_code == 302
    document.refresh_from_db()
    content = document.content
    assert content["blocks"][-1]["names"] == ["统计表", "清单"]
    assert content["attachments"][0]["blocks"][0]["rows"] == [["桃江县", "1"]]
    sent = editor_fields(client, document)
    assert sent["a0-block-0-cell-1-0"] == "桃江县"
    moved = fields_of(client.post(address("edit", document), sent | {"act": "a1-rise"}).content.decode())
    assert (moved["a0-title"], moved["a1-title"]) == ("清单", "统计表")
    refused = client.post(
        address("edit", document), sent | {"a1-block-0-text": "𪚥", "copy_number": "12", "act": "save"}
    )
    page = refused.content.decode()
    assert 'id="id_a1_error_0"' in page
    assert 'id="id_copy_number_error"' in page


def test_an_earlier_text_becomes_a_new_one(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    client.post(address("edit", document), editor_fields(client, document) | {"block-0-text": "改了。", "act": "save"})
    page = client.get(address("versions", document)).content.decode()
    assert "<ins>" in page
    assert address("restore", document, 1) in page
    assert client.post(address("restore", document, 1), {"version": 1}).status_code == 409
    assert client.post(address("restore", document, 1), {"version": 2}).status_code == 302
    document.refresh_from_db()
    assert document.content["blocks"][0]["text"].startswith("2021年1月14日")
    assert document.versions.count() == 3
    assert client.get(address("restore", document, 99)).status_code == 404
    assert client.get(address("versions", document) + "?from=1&to=77").status_code == 404
    as_user(office.leader)
    assert client.post(address("restore", document, 1), {"version": 3}).status_code == 403


def test_the_editor_is_read_with_few_queries(office, as_user, django_assert_max_num_queries):
    document = draft(office)
    client = as_user(office.officer)
    client.get(address("detail", document))
    with django_assert_max_num_queries(36):
        client.get(address("detail", document))
    sent = editor_fields(client, document)
    with django_assert_max_num_queries(8):
        client.post(address("preview", document), sent)


def test_the_word_for_a_document_that_waits_for_the_leader(office, as_user):
    document = review.submit(user=office.officer, document=draft(office))
    client = as_user(office.officer)
    page = client.get(reverse("documents:list")).content.decode()
    assert page.count("待签发") == 1, "the filter offers it"
    review.pass_review(user=office.reviewer, document=document)
    assert client.get(reverse("documents:list")).content.decode().count("待签发") == 2
