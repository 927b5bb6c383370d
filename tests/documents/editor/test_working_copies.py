"""The working copy of the editor: kept, private, offered again, never over what others saved, gone once saved."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client

from documents.editor import working_copies
from documents.models import Document, WorkingCopy
from documents.workflow import review
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from tests.documents.factories import address, client_of, draft, issued
from tests.documents.form_reading import fields_of
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
PAGE, OTHER = "a" * 36, "b" * 36


def opened(client, document, query="") -> dict[str, str]:
    return fields_of(client.get(address("detail", document) + query).content.decode())


def page_of(client, document, query="") -> str:
    return client.get(address("detail", document) + query).content.decode()


def test_what_is_typed_is_kept_without_a_version_or_a_journal_entry(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document) | {"block-0-text": "只写了一半的导语"}
    before = Event.objects.count()
    answer = client.post(address("autosave", document), sent).json()
    copy = WorkingCopy.objects.get()
    assert answer["words"] == f"已自动保存 {clock.local(copy.saved_at):%H:%M}"
    assert answer["is_kept"]
    assert Event.objects.count() == before
    stored = Document.objects.get(pk=document.pk)
    assert (stored.version, stored.versions.count()) == (1, 1)
    assert stored.content == document.content
    assert not {"csrfmiddlewaretoken", "page", "hand", "version"} & set(copy.entries)


def test_text_that_cannot_be_printed_is_kept_too(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document) | {"block-0-text": "请𪚥同志参加", "title": ""}
    assert client.post(address("autosave", document), sent).status_code == 200
    again = opened(client_of(office.officer), document)
    assert (again["block-0-text"], again["title"]) == ("请𪚥同志参加", "")


def test_it_is_offered_in_another_browser_and_gone_once_saved(office):
    document = draft(office)
    first = client_of(office.officer)
    sent = opened(first, document) | {"block-0-text": "写到一半，机器没电了。", "urgency": "特急"}
    first.post(address("autosave", document), sent)
    other = client_of(office.officer)
    page = page_of(other, document)
    assert "写的还没有保存，已放回" in page
    assert "改动还没有保存" in page
    put_back = fields_of(page)
    assert (put_back["block-0-text"], put_back["urgency"]) == ("写到一半，机器没电了。", "特急")
    assert other.post(address("edit", document), put_back | {"act": "save"}).status_code == 302
    assert not WorkingCopy.objects.exists()
    assert Document.objects.get().content["blocks"][0]["text"] == "写到一半，机器没电了。"
    assert "已放回" not in page_of(first, document)


def test_sending_for_review_lets_it_go_and_a_refused_save_does_not(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document) | {"block-0-text": "请𪚥同志参加"}
    client.post(address("autosave", document), sent)
    assert client.post(address("edit", document), sent | {"act": "submit"}).status_code == 422
    assert WorkingCopy.objects.exists()
    assert client.post(address("edit", document), sent | {"block-0-text": "好。", "act": "submit"}).status_code == 302
    assert not WorkingCopy.objects.exists()


def test_nobody_else_ever_sees_it(office):
    document = draft(office)
    sent = opened(client_of(office.officer), document) | {"block-0-text": "还没有想好的话。"}
    client_of(office.officer).post(address("autosave", document), sent)
    for other in (make_user("officer", username="second"), office.reviewer, office.leader, make_user("auditor")):
        for name in ("detail", "versions"):
            assert "还没有想好" not in page_of(client_of(other), document), other
            assert "还没有想好" not in client_of(other).get(address(name, document)).content.decode()
        client_of(other).post(address("discard_copy", document))
    assert WorkingCopy.objects.filter(user=office.officer).exists(), "nobody lets go of another's"


def test_only_who_drafts_keeps_anything(office):
    document = draft(office)
    for person in (office.reviewer, office.leader):
        answer = client_of(person).post(address("autosave", document), {"title": "越权", "page": PAGE})
        assert answer.status_code == 403
        with pytest.raises(NotPermitted):
            working_copies.keep(user=person, document=document, data={"title": "越权"}, version=1, page=PAGE)
    clerk = client_of(make_user("clerk"))
    assert clerk.post(address("autosave", document), {"title": "越权", "page": PAGE}).status_code == 404
    assert Client().post(address("autosave", document), {"title": "越权"}).status_code == 302
    assert not WorkingCopy.objects.exists()


def test_a_newer_text_of_somebody_else_is_told_and_shown_beside_ones_own(office):
    document = draft(office)
    mine, colleague = client_of(office.officer), make_user("officer", username="second")
    sent = opened(mine, document) | {"block-0-text": "我写的导语。"}
    theirs = client_of(colleague)
    saved = opened(theirs, document) | {"block-0-text": "他存的导语。", "act": "save"}
    assert theirs.post(address("edit", document), saved).status_code == 302

    answer = mine.post(address("autosave", document), sent).json()
    assert answer["words"].endswith("，另有新的一稿")
    assert f"{colleague.name} {clock.local(clock.now()):%H:}" in answer["overtaken"]
    assert "<del>他存" in answer["overtaken"]
    assert "<ins>我写" in answer["overtaken"]
    assert answer["stored"] == 2
    told = mine.post(address("autosave", document), sent | {"warned": "2", "note": "存查"}).json()
    assert told["overtaken"] == "", "said once"

    page = page_of(client_of(office.officer), document)
    assert "此后这份公文又有改动" in page
    assert fields_of(page)["block-0-text"] == "他存的导语。", "nothing is put over the newer text unasked"
    beside = page_of(mine, document, "?copy=mine")
    assert "<del>他存" in beside
    assert "overwrite-2" in beside
    put_back = fields_of(beside)
    assert (put_back["block-0-text"], put_back["version"]) == ("我写的导语。", "1")
    assert mine.post(address("edit", document), put_back | {"act": "save"}).status_code == 409
    assert mine.post(address("edit", document), put_back | {"act": "overwrite-2"}).status_code == 302
    assert Document.objects.get().content["blocks"][0]["text"] == "我写的导语。"
    assert not WorkingCopy.objects.exists()


def test_two_windows_of_one_person_do_not_write_over_each_other(office):
    document = draft(office)
    client = client_of(office.officer)
    first, second = opened(client, document), opened(client, document)
    assert first["page"] != second["page"]
    client.post(address("autosave", document), first | {"block-0-text": "甲窗。"})
    refused = client.post(address("autosave", document), second | {"block-0-text": "乙窗。"})
    assert refused.status_code == 409
    assert "也有未保存的改动" in refused.json()["words"]
    assert WorkingCopy.objects.get().entries["block-0-text"] == "甲窗。"
    saved = client.post(address("edit", document), second | {"block-0-text": "乙窗。", "act": "save"})
    assert saved.status_code == 302
    assert WorkingCopy.objects.get().entries["block-0-text"] == "甲窗。", "what the other window wrote is not lost"


def test_letting_it_go(office):
    document = draft(office)
    client = client_of(office.officer)
    client.post(address("autosave", document), opened(client, document) | {"block-0-text": "不要的话。"})
    answer = client.post(address("discard_copy", document), follow=True).content.decode()
    assert "不要的话" not in answer
    assert "没有保存的改动已放弃" in answer
    assert not WorkingCopy.objects.exists()


def test_writing_it_back_as_it_was_leaves_no_copy(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document)
    client.post(address("autosave", document), sent | {"block-0-text": "试写。"})
    assert client.post(address("autosave", document), sent).json()["words"] == "与已保存的相同"
    assert not WorkingCopy.objects.exists()


def test_once_submitted_nothing_is_kept_and_the_page_says_why(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document) | {"block-0-text": "晚了一步。"}
    review.submit(user=office.officer, document=document)
    answer = client.post(address("autosave", document), sent)
    assert answer.status_code == 409
    assert "不再自动保存" in answer.json()["words"]
    assert not WorkingCopy.objects.exists()


def test_bounds(office, monkeypatch):
    document = draft(office)
    values = {"user": office.officer, "document": document, "version": 1, "page": PAGE}
    with pytest.raises(DomainError, match="重新打开"):
        working_copies.keep(**values | {"page": "x"}, data={"title": "试"})
    working_copies.keep(**values, data={"title": "试", "block-99999-text": "过", "is_superuser": "1"})
    assert WorkingCopy.objects.get().entries == {"title": "试"}
    monkeypatch.setattr(working_copies, "MOST_CHARACTERS", 5)
    with pytest.raises(DomainError, match="太长"):
        working_copies.keep(**values, data={"title": "试试试试试试"})


def test_what_can_never_be_saved_any_more_is_removed(office):
    over, old, fresh = issued(office), draft(office), draft(office)
    values = {"user": office.officer, "version": 1, "entries": {"title": "试"}, "page": PAGE}
    for document in (over, fresh):
        WorkingCopy.objects.create(document=document, saved_at=clock.now(), **values)
    WorkingCopy.objects.create(document=old, saved_at=clock.now() - dt.timedelta(days=91), **values)
    assert working_copies.forget_old() == 2
    assert WorkingCopy.objects.get().document == fresh


@pytest.mark.django_db(transaction=True)
def test_a_copy_on_its_way_while_the_text_is_saved_leaves_one_state(office):
    document = draft(office)
    client = client_of(office.officer)
    sent = opened(client, document) | {"block-0-text": "同时到的。"}
    gate = threading.Barrier(2)
    answers = []

    def post(name, data):
        gate.wait()
        answers.append(client_of(office.officer).post(address(name, document), data).status_code)
        connection.close()

    both = [
        threading.Thread(target=post, args=("edit", sent | {"act": "save"})),
        threading.Thread(target=post, args=("autosave", sent)),
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(answers) == [200, 302]
    assert not WorkingCopy.objects.exists()
    assert Document.objects.get().content["blocks"][0]["text"] == "同时到的。"
