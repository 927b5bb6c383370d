"""What the database keeps: issued documents, taken numbers, saved texts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, InternalError

from documents.content.builder import content_of
from documents.models import Document
from documents.workflow import (
    printing,
)
from foundation.common.errors import DomainError
from tests.documents.factories import draft, issued, issuing_document
from tests.documents.gbt9704_checker.measure import faults

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "别的标题"}, {"number": 99}, {"document_number": "益应急发〔2021〕99号"}, {"pdf": "x.pdf"},
        {"pdf_sha256": "0" * 64}, {"content": {}}, {"dated_on": dt.date(2020, 1, 1)},
        {"printed_on": dt.date(2020, 1, 1)},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_the_database_keeps_what_was_issued(office, change):
    document = issued(office)
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)
    document.refresh_from_db()
    assert faults(printing.frozen_bytes(document), content_of(document)) == []


def test_the_database_keeps_a_number_that_was_taken(office):
    document = issuing_document(office)
    for change in ({"number": 7}, {"number": None}, {"content": {}}, {"title": "别的"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).delete()


def test_a_damaged_original_is_not_handed_out(office):
    document = issued(office)
    import os

    os.chmod(document.pdf.path, 0o640)
    with open(document.pdf.path, "ab") as target:
        target.write(b"x")
    with pytest.raises(DomainError, match="与印发时不一致"):
        printing.frozen_bytes(document)


def test_a_saved_text_is_never_changed_or_deleted_by_sql(office):
    """pgtrigger refuses both, whichever way the rows are reached."""
    document = draft(office)
    for write in (
        lambda: document.versions.update(title="改过"),
        lambda: document.versions.all().delete(),
        lambda: Document.objects.filter(pk=document.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
            write()
    assert document.versions.get().title == document.title
