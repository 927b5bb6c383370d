"""The pages beside the editor: drawn from what is typed, stored nowhere, never in the way of the text."""

from __future__ import annotations

import threading
import time

import pytest

from documents.editor import preview
from documents.models import Document
from tests.documents.factories import address, draft
from tests.documents.form_reading import fields_of

pytestmark = pytest.mark.usefixtures("city")


def editor_fields(client, document):
    return fields_of(client.get(address("detail", document)).content.decode())


def test_the_live_preview_stores_nothing_and_names_what_is_wrong(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    sent = fields_of(client.get(address("detail", document)).content.decode())
    before = client.post(address("preview", document), sent).content
    assert client.post(address("preview", document), sent | {"hand": "0"}).content != before
    assert "没有可用的" in client.post(address("preview", document), sent | {"block-0-text": "𪚥"}).content.decode()
    assert Document.objects.get(pk=document.pk).version == 1


def test_who_writes_on_waits_for_one_page_only(office, as_user, monkeypatch):
    document = draft(office)
    client = as_user(office.officer)
    sent = editor_fields(client, document)
    key = (office.officer.pk, document.pk)

    with preview.turn("somebody else"):
        waiting = threading.Thread(target=_wait, args=(key, outcomes := []))
        waiting.start()
        while key not in preview._newest:
            time.sleep(0.005)
        newer = threading.Thread(target=_wait, args=(key, outcomes))
        first = preview._newest[key]
        newer.start()
        while preview._newest[key] == first:
            time.sleep(0.005)
        monkeypatch.setattr(preview, "PATIENCE", 0.01)
        crowded = client.post(address("preview", document), sent)
        assert (crowded.status_code, crowded["Retry-After"]) == (503, "5")
    waiting.join()
    newer.join()
    assert outcomes.count("made") <= 1
    assert preview._newest == {}
    monkeypatch.setattr(preview, "PATIENCE", 8.0)
    assert client.post(address("preview", document), sent).status_code == 200


def _wait(key, outcomes):
    try:
        with preview.turn(key):
            outcomes.append("made")
    except preview.Superseded:
        outcomes.append("superseded")


def test_a_page_that_cannot_be_drawn_does_not_keep_anybody_from_the_text(office, as_user, monkeypatch):
    document = draft(office)
    client = as_user(office.officer)

    def broken(content, hand=None):
        raise RuntimeError("the printer's fault")

    monkeypatch.setattr(preview, "preview", broken)
    page = client.get(address("detail", document))
    assert page.status_code == 200
    assert "版面暂时排不出" in page.content.decode()
    sent = editor_fields(client, document) | {"block-2-text": "很长。" * 3000, "act": "save"}
    assert client.post(address("edit", document), sent).status_code == 302
    late = client.get(address("detail", document)).content.decode()
    assert "data-late" in late
    assert "版面暂时排不出" not in late
