"""A deleted draft can be had back by its author for 30 days; then it goes for good, with its files."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accidents import tasks
from accidents.facts import changed, facts_of
from accidents.filters import AccidentFilters
from accidents.models import Accident, Status
from accidents.services import drafts as accidents_drafts
from accidents.services import registration
from accidents.services.attachments import MATERIAL
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.models import Attachment
from foundation.files.services import attach
from foundation.worklist.models import Todo
from tests.accidents.factories import NOW, facts, moment, registered
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
#: Deleted at 09:41 on 16 March: the 30th day after it ends with 15 April.
LAST_MOMENT, FIRST_AFTER = moment("2021-04-15T23:59"), moment("2021-04-16T00:00")


def text_of(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def draft(clerk):
    return accidents_drafts.save_draft(user=clerk, facts=facts(location="删了又要的那一起"))


@pytest.fixture
def deleted(clerk, draft):
    return accidents_drafts.delete_draft(user=clerk, accident=draft)


def open_todos():
    return Todo.objects.open().filter(kind="accident_submit")


def test_a_deleted_draft_is_gone_from_everywhere_but_its_authors_tab(client, clerk, deleted):
    colleague = make_user("clerk", username="colleague")
    for person in (clerk, colleague):
        client.force_login(person)
        for url in ("/accidents/", "/accidents/?status=draft", "/", f"/search/?q={deleted.name}"):
            assert deleted.code not in text_of(client.get(url)), url
        for url in (f"/accidents/{deleted.code}/", f"/accidents/{deleted.code}/edit/"):
            assert client.get(url).status_code == 404
        assert client.get(f"/api/v1/accidents/{deleted.code}/").status_code == 404
    assert not open_todos().exists()
    assert deleted.code not in text_of(client.get("/accidents/?status=deleted"))
    assert client.get(f"/accidents/{deleted.code}/restore/").status_code == 404
    client.force_login(clerk)
    tab = text_of(client.get("/accidents/?status=deleted"))
    assert deleted.code in tab
    assert "可恢复到 4月15日" in tab
    assert "已删除 1 件，可恢复" in text_of(client.get("/"))


def test_deleting_and_restoring_by_the_pages(client, clerk, draft):
    attach(user=clerk, owner=draft, upload=SimpleUploadedFile("现场.pdf", b"%PDF-1.7\n..."), purpose=MATERIAL)
    client.force_login(clerk)
    asked = text_of(client.get(f"/accidents/{draft.code}/delete/"))
    assert "删除草稿后 30 日内可在事故列表的“已删除”里恢复" in asked
    done = text_of(client.post(f"/accidents/{draft.code}/delete/", follow=True))
    assert "草稿已删除，4月15日 24:00 以前可在事故列表的“已删除”里恢复。" in done
    file = Attachment.objects.get()
    assert client.get(f"/files/{file.pk}/").status_code == 404
    with clock.at(NOW + dt.timedelta(days=2)):
        page = text_of(client.get(f"/accidents/{draft.code}/restore/"))
        assert "2021年3月16日 09:41 删除，保留到2021年4月15日 24:00" in page
        assert "删了又要的那一起" in page
        back = client.post(f"/accidents/{draft.code}/restore/", follow=True)
    assert "草稿已恢复，可以接着填。" in text_of(back)
    assert "没有已删除的草稿。" in text_of(client.get("/accidents/?status=deleted"))
    assert "没有符合条件的事故" in text_of(client.get("/accidents/?status=deleted&q=别处"))
    assert "删了又要的那一起" in text_of(back)
    given = client.get(f"/files/{file.pk}/")
    assert b"".join(given.streaming_content) == b"%PDF-1.7\n..."
    todo = open_todos().get()
    assert todo.due_at == draft.known_at + dt.timedelta(hours=2)
    told = Event.objects.filter(act="accident.draft", object_id=str(draft.pk)).order_by("pk")
    assert [event.message for event in told][-2:] == ["删除草稿，30 日内可恢复。", "恢复草稿。"]
    assert {event.actor_id for event in told} == {clerk.pk}


def test_until_the_end_of_the_thirtieth_day(clerk, deleted):
    with clock.at(LAST_MOMENT):
        assert accidents_drafts.purge_deleted_drafts() == 0
        assert Accident.objects.restorable_by(clerk).get() == deleted
        restored = accidents_drafts.restore_draft(user=clerk, accident=deleted)
    assert (restored.deleted_at, restored.status) == (None, Status.DRAFT)
    assert facts_of(Accident.objects.get()).location == "删了又要的那一起"


def test_from_the_thirty_first_day_on_it_is_gone(clerk, deleted):
    with clock.at(FIRST_AFTER):
        assert not Accident.objects.restorable_by(clerk).exists()
        with pytest.raises(DomainError, match="已满 30 日"):
            accidents_drafts.restore_draft(user=clerk, accident=deleted)
        assert accidents_drafts.purge_deleted_drafts() == 1
        assert accidents_drafts.purge_deleted_drafts() == 0
    assert not Accident.objects.exists()


def test_files_go_with_the_purge_and_the_journal_says_so(clerk, draft, django_capture_on_commit_callbacks):
    attach(user=clerk, owner=draft, upload=SimpleUploadedFile("现场.pdf", b"%PDF-1.7\n..."), purpose=MATERIAL)
    accidents_drafts.delete_draft(user=clerk, accident=draft)
    file = Attachment.objects.get().file
    other = accidents_drafts.save_draft(user=clerk, facts=facts(deaths=2))
    with clock.at(FIRST_AFTER), django_capture_on_commit_callbacks(execute=True):
        tasks.purge_deleted_drafts()
    assert not Attachment.objects.exists()
    assert not file.storage.exists(file.name)
    assert Accident.objects.get() == other
    last = Event.objects.filter(object_id=str(draft.pk), act="accident.draft").latest("pk")
    assert (last.message, last.actor_id) == ("草稿删除已满 30 日，连同附件清除。", None)


def test_one_that_cannot_be_purged_does_not_keep_the_others(clerk, monkeypatch):
    drafts = [accidents_drafts.save_draft(user=clerk, facts=facts(deaths=number)) for number in (1, 2)]
    for one in drafts:
        accidents_drafts.delete_draft(user=clerk, accident=one)

    def refuse_first(owner):
        if owner.pk == drafts[0].pk:
            raise OSError("no disk")

    monkeypatch.setattr(accidents_drafts, "delete_files_of", refuse_first)
    with clock.at(FIRST_AFTER):
        assert accidents_drafts.purge_deleted_drafts() == 1
    assert Accident.objects.get() == drafts[0]


def test_only_the_author_restores(clerk, deleted):
    with pytest.raises(NotPermitted, match="填写人自己恢复"):
        accidents_drafts.restore_draft(user=make_user("clerk", username="colleague"), accident=deleted)
    with pytest.raises(NotPermitted):
        accidents_drafts.restore_draft(user=make_user("officer"), accident=deleted)


def test_whoever_still_has_it_open_is_told_and_writes_nothing(client, clerk, draft):
    stale = Accident.objects.get()
    accidents_drafts.delete_draft(user=clerk, accident=draft)
    for act in (
        lambda: accidents_drafts.save_draft(user=clerk, facts=changed(facts_of(stale), deaths=5), accident=stale),
        lambda: accidents_drafts.save_draft(user=clerk, facts=facts(deaths=5), draft_code=stale.draft_code),
        lambda: registration.submit(user=clerk, accident=stale),
        lambda: accidents_drafts.delete_draft(user=clerk, accident=stale),
    ):
        with pytest.raises(DomainError, match="这份草稿已经删除"):
            act()
    client.force_login(clerk)
    typed = {"draft_code": stale.draft_code, "location": "别处"}
    assert "这份草稿已经删除" in text_of(client.post("/accidents/autosave/", typed))
    assert Accident.objects.get().deaths == 1


def test_the_city_sees_no_tab_and_registered_ones_are_on_none(client, clerk, officer, deleted):
    accident = registered(clerk, location="在册的")
    client.force_login(officer)
    page = client.get("/accidents/?status=deleted")
    assert page.status_code == 422, "the filter does not exist for who writes no drafts"
    client.force_login(clerk)
    assert accident.code not in text_of(client.get("/accidents/?status=deleted"))


def test_the_tab_is_there_after_the_interface_was_described(client, clerk, deleted):
    """Describing the API asks the classes' own filters for their fields, which are kept from then on."""
    assert AccidentFilters.base_filters["status"].field
    client.force_login(clerk)
    assert deleted.name in text_of(client.get("/accidents/?status=deleted"))
