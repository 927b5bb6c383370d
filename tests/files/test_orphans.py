"""The nightly sweep deletes what nothing refers to, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from accidents.services.attachments import MATERIAL
from foundation.audit.models import Event
from foundation.common import clock
from foundation.files.models import FOLDER, Attachment
from foundation.files.orphans import sweep_orphans
from foundation.files.services import attach
from foundation.files.tasks import sweep_orphans as sweep_task
from tests.accidents.factories import NOW, registered
from tests.files.test_files import upload
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(city, settings, tmp_path):
    """A file of an accident, in a storage of its own."""
    settings.MEDIA_ROOT = tmp_path
    with clock.at(NOW):
        clerk = make_user("clerk")
        return attach(user=clerk, owner=registered(clerk), upload=upload(), purpose=MATERIAL)


def sweep(*, days=2):
    with clock.at(clock.now() + timedelta(days=days)):
        return sweep_orphans()


def test_what_belongs_to_an_object_stays(stored):
    assert sweep() == (0, 0)
    assert stored.file.storage.exists(stored.file.name)


def test_bytes_of_a_killed_upload_are_deleted_after_a_day(stored):
    storage = stored.file.storage
    name = storage.save(f"{FOLDER}/2021/03/killed.pdf", ContentFile(b"%PDF-"))
    elsewhere = storage.save("results/list.xlsx", ContentFile(b"PK"))
    assert sweep(days=0) == (0, 0), "it may belong to an upload that is under way"
    assert storage.exists(name)
    assert sweep() == (0, 1)
    assert not storage.exists(name)
    assert storage.exists(elsewhere), "other folders are not its business"
    assert sweep() == (0, 0)


def test_files_go_when_their_object_was_deleted_past_the_services(stored, django_capture_on_commit_callbacks):
    storage = stored.file.storage
    with connection.cursor() as cursor:
        cursor.execute("update files_attachment set owner_id = 999999999 where id = %s", [stored.pk])
    with django_capture_on_commit_callbacks(execute=True):
        rows, _ = sweep()
    assert rows == 1
    assert not Attachment.objects.exists()
    assert not storage.exists(stored.file.name)
    entry = Event.objects.get(act="file.sweep")
    assert (entry.message, entry.actor_id) == ("清理附件“认定书.pdf”，所属事故已不存在。", None)


def test_nothing_was_ever_uploaded(city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "none"
    sweep_task()
    assert sweep() == (0, 0)
