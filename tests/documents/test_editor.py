"""The editor's pages: what is kept, what is refused and where it is said, what scripts and people without them get."""

from __future__ import annotations

import pytest
from django.urls import reverse

from foundation.documents.models import Document
from tests.documents.factories import draft, issued, make_office, signed
from tests.documents.form_reading import fields_of
from tests.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def address(name, document, *more):
    return reverse(f"documents:{name}", args=[document.pk, *more])


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
    assert client.post(address("edit", document), sent).status_code == 302
    late = client.post(address("edit", document), sent | {"block-0-text": "我写的。"})
    assert late.status_code == 409
    assert "我写的。" in late.content.decode()


def test_typed_text_never_becomes_markup(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    evil = "<script>alert(1)</script>&<b>粗</b>"
    page = client.post(address("edit", document), sent | {"block-0-text": evil, "act": "add-0"}).content.decode()
    assert "<script>alert(1)" not in page
    live = client.post(address("preview", document), sent | {"block-0-text": evil})
    assert live.content.decode().count("data:image/png;base64,") == 2


def test_the_live_preview_stores_nothing_and_names_what_is_wrong(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    before = client.post(address("preview", document), sent).content
    assert client.post(address("preview", document), sent | {"hand": "0"}).content != before
    assert "没有可用的" in client.post(address("preview", document), sent | {"block-0-text": "𪚥"}).content.decode()
    assert Document.objects.get(pk=document.pk).version == 1


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
