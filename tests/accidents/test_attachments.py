"""Files on an accident: one service, by the right that its state asks for, all or none, journalled."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accidents.actions import ACCIDENT_ACTIONS
from accidents.models import Accident
from accidents.services import drafts as accidents_drafts
from accidents.services import verification
from accidents.services.attachments import add_files, remove_file, save_draft_with_files
from foundation.audit.models import Event
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.models import Attachment
from foundation.files.selectors import files_of
from tests.accidents.factories import facts, registered
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def upload(name="现场.pdf", content=b"%PDF-1.7\n..."):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def township(frozen_clock):
    return make_user("township")


def test_a_draft_and_its_files_are_kept_both_or_neither(clerk):
    with pytest.raises(DomainError, match="不是 PDF"):
        save_draft_with_files(user=clerk, facts=facts(), uploads=[upload(), upload("坏的.pdf", b"<html>")])
    assert not Accident.objects.exists()
    assert not Attachment.objects.exists()
    draft = save_draft_with_files(user=clerk, facts=facts(), uploads=[upload(), upload("照片说明.pdf")])
    assert {file.name for file in files_of(draft)} == {"现场.pdf", "照片说明.pdf"}


def test_a_draft_s_files_ask_for_the_right_to_write_it(clerk, officer):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    with pytest.raises(NotPermitted):
        add_files(user=officer, accident=draft, uploads=[upload()])
    (file,) = add_files(user=clerk, accident=draft, uploads=[upload()])
    entry = Event.objects.get(message="上传附件“现场.pdf”。")
    assert (entry.act, entry.object_id, entry.division_code) == ("file.attach", str(draft.pk), draft.place_code)
    with pytest.raises(NotPermitted):
        remove_file(user=officer, accident=draft, attachment=file)
    remove_file(user=clerk, accident=draft, attachment=file)
    assert not files_of(draft).exists()
    assert Event.objects.filter(act="file.remove", message="删除附件“现场.pdf”。").exists()


def test_a_registered_accident_s_files_ask_for_the_right_to_correct_it(clerk, officer, township):
    accident = registered(clerk)
    with pytest.raises(NotPermitted):
        add_files(user=township, accident=accident, uploads=[upload()])
    (file,) = add_files(user=officer, accident=accident, uploads=[upload()])
    assert Event.objects.get(message="上传附件“现场.pdf”。").act == "file.attach"
    remove_file(user=clerk, accident=accident, attachment=file)
    assert Event.objects.get(message="删除附件“现场.pdf”。").act == "file.remove"


def test_the_state_that_counts_is_the_stored_one(clerk, township):
    """A page opened while it was a draft does not keep the draft's right."""
    accident = registered(clerk)
    accident.status = "draft"
    with pytest.raises(NotPermitted):
        add_files(user=township, accident=accident, uploads=[upload()])


def test_one_bad_file_keeps_all_away(clerk):
    accident = registered(clerk)
    with pytest.raises(DomainError, match="请上传 PDF"):
        add_files(user=clerk, accident=accident, uploads=[upload(), upload("x.exe", b"MZ")])
    assert not files_of(accident).exists()


def test_nothing_is_hung_on_a_deleted_draft(clerk):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts())
    accidents_drafts.delete_draft(user=clerk, accident=draft)
    with pytest.raises(DomainError, match="已经删除"):
        add_files(user=clerk, accident=draft, uploads=[upload()])


def test_the_pages_hang_and_take_away(clerk, client):
    accident = registered(clerk)
    client.force_login(clerk)
    page = f"/accidents/{accident.code}/"
    assert "已添加 1 个附件" in client.post(f"{page}files/", {"attachments": upload()}, follow=True).content.decode()
    file = files_of(accident).get()
    answer = client.post(f"{page}files/{file.pk}/remove/", follow=True)
    assert "附件“现场.pdf”已删除" in answer.content.decode()
    assert answer.request["PATH_INFO"] == page
    client.force_login(make_user("auditor"))
    assert client.post(f"{page}files/", {"attachments": upload()}).status_code == 403
    assert not files_of(accident).exists()


def offered(user, accident):
    shown = ACCIDENT_ACTIONS.offered(user, accident, state=accident.status, key=accident.code)
    return {each.action.code for each in shown}


def test_the_page_offers_what_the_states_and_the_role_table_allow(clerk, officer, township):
    draft = accidents_drafts.save_draft(user=township, facts=facts())
    assert offered(township, draft) == offered(clerk, draft) == {"save_draft"}
    assert offered(officer, draft) == frozenset()
    accident = registered(clerk)
    assert offered(clerk, accident) == {"follow_up", "correct"}
    assert offered(township, accident) == frozenset()
    assert offered(officer, accident) == {"follow_up", "correct", "verify", "return"}
    accident = verification.return_(user=officer, accident=accident, version=None, reason="地点不对")
    assert offered(clerk, accident) == {"submit_again", "follow_up", "correct"}
    assert offered(officer, accident) == {"follow_up", "correct"}
    assert offered(make_user("clerk", username="away", unit="430923-emergency"), accident) == frozenset()
    accident = verification.verify(user=officer, accident=registered(clerk), version=None)
    assert offered(officer, accident) == {"follow_up", "correct", "return"}
    assert offered(make_user("leader"), accident) == frozenset()


def test_a_returned_accident_is_not_submitted_from_a_draft_s_page(clerk, officer, client):
    accident = verification.return_(user=officer, accident=registered(clerk), version=None, reason="地点不对")
    client.force_login(clerk)
    answer = client.get(f"/accidents/{accident.code}/submit/")
    assert (answer.status_code, answer["Location"]) == (302, accident.get_absolute_url())
