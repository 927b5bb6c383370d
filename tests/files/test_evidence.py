"""Files are evidence for an object: each says what it is for, and its owner's permission decides."""

from __future__ import annotations

import pytest

from accidents.models import Accident
from accidents.services.attachments import MATERIAL, SCENE_PHOTO, add_files
from accidents.services.drafts import save_draft
from documents.models import DocumentRecipient
from documents.workflow.file_purposes import RECEIPT_SCAN
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.errors import NotPermitted
from foundation.files.models import Attachment
from foundation.files.owners import file_owners
from foundation.files.selectors import files_by_owner, files_of
from foundation.files.services import attach
from tests.accidents.factories import NOW, facts, registered
from tests.accidents.test_quick_drafts import QUICK
from tests.files.test_files import upload
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(city):
    with clock.at(NOW):
        yield make_user("clerk")


def test_each_purpose_has_a_label_and_a_code_of_its_own():
    for owner in file_owners:
        codes = [purpose.code for purpose in owner.purposes]
        assert len(set(codes)) == len(codes)
        assert all(purpose.label for purpose in owner.purposes)


def test_photos_of_a_quick_report_and_other_papers_are_told_apart(clerk, client):
    client.force_login(clerk)
    client.post("/accidents/quick/", QUICK | {"do": "save", "attachments": upload("现场.pdf")})
    draft = Accident.objects.get()
    assert [file.purpose_label for file in files_of(draft)] == ["现场照片"]
    accident = registered(clerk)
    (file,) = add_files(user=clerk, accident=accident, uploads=[upload()])
    assert file.purpose_label == "事故材料"
    assert "事故材料，" in client.get(f"/accidents/{accident.code}/").content.decode()


def test_the_owner_is_found_from_the_file_and_the_files_from_the_owner(clerk, django_assert_num_queries):
    first, second = registered(clerk), registered(clerk)
    photo = attach(user=clerk, owner=first, upload=upload(), purpose=SCENE_PHOTO)
    paper = attach(user=clerk, owner=second, upload=upload(), purpose=MATERIAL)
    assert (photo.owner, paper.owner) == (first, second)
    with django_assert_num_queries(1):
        found = files_by_owner(Accident, [first.pk, second.pk])
    assert found == {first.pk: [photo], second.pk: [paper]}
    assert files_by_owner(Accident, []) == {}


def test_the_same_bytes_for_two_purposes_are_two_files(clerk):
    accident = registered(clerk)
    both = {attach(user=clerk, owner=accident, upload=upload(), purpose=each).pk for each in (SCENE_PHOTO, MATERIAL)}
    assert len(both) == 2


def test_the_key_alone_does_not_reach_the_file_of_another_kind_of_object(clerk):
    accident = registered(clerk)
    attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL)
    assert not files_of(User(pk=accident.pk)).exists()
    assert not files_by_owner(DocumentRecipient, [accident.pk])


def test_a_purpose_of_another_model_is_a_programming_error(clerk):
    with pytest.raises(LookupError, match="receipt_scan"):
        attach(user=clerk, owner=registered(clerk), upload=upload(), purpose=RECEIPT_SCAN)
    with pytest.raises(LookupError, match="accounts"):
        attach(user=clerk, owner=clerk, upload=upload(), purpose=MATERIAL)


def test_the_state_of_the_owner_decides_the_permission(clerk):
    officer, accident = make_user("officer"), registered(clerk)
    attach(user=officer, owner=accident, upload=upload(), purpose=SCENE_PHOTO)
    with pytest.raises(NotPermitted):
        attach(user=officer, owner=save_draft(user=clerk, facts=facts()), upload=upload(), purpose=SCENE_PHOTO)


def test_rows_keep_their_history(clerk):
    file = attach(user=clerk, owner=registered(clerk), upload=upload(), purpose=MATERIAL)
    kept = Attachment.pgh_event_models["insert"].objects.get(pgh_obj_id=file.pk)
    assert (kept.name, kept.purpose) == ("认定书.pdf", "material")
