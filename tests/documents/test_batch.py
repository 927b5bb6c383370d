"""The zip of many documents, the copy for the archive, and how a revoked document is shown."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from foundation.documents import batch, freezing, revoking
from foundation.documents.drafting import RecipientInput
from foundation.documents.models import Document
from foundation.kit.errors import DomainError
from foundation.organizations.models import Organization
from tests.documents.factories import draft, issued, make_office
from tests.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def office():
    return make_office()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def unzipped(answer) -> zipfile.ZipFile:
    sent = b"".join(answer.streaming_content)
    # Only the file: the response's own close would end the database connection as at a request's end.
    for close in answer._resource_closers:
        close()
    return zipfile.ZipFile(io.BytesIO(sent))


def names_in(answer) -> list[str]:
    return unzipped(answer).namelist()


def test_the_zip_holds_the_frozen_bytes_and_an_index(office):
    document = issued(office, title="关于“甲/乙:丙”的通报")
    draft(office)
    answer = client_of(office.officer).get("/documents/batch/", {"docx": "1"})
    with unzipped(answer) as package:
        name = "益应急发〔2021〕1号 关于“甲_乙_丙”的通报".replace("2021", str(document.number_year))
        assert sorted(package.namelist()) == sorted([f"{name}.pdf", f"{name}（可编辑文稿）.docx", "目录.xlsx"])
        assert package.read(f"{name}.pdf") == freezing.frozen_bytes(document)
        sheet = load_workbook(io.BytesIO(package.read("目录.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == list(batch.HEADS)
    assert rows[1][1:3] == [document.document_number, document.title]
    assert rows[1][6:8] == [document.pdf_sha256, document.pdf_sm3]
    assert len(rows) == 2


def test_filters_scope_and_limit_hold(office, monkeypatch):
    elsewhere = [RecipientInput(Organization.objects.get(code="430903"), "main")]
    ours, theirs = issued(office), issued(office, title="关于赫山区的通报", recipients=elsewhere)
    clerk = make_user("clerk")
    seen = list(Document.objects.visible_to(clerk))
    assert seen == [ours]
    received = names_in(client_of(clerk).get("/documents/batch/"))
    assert [name for name in received if name.endswith(".pdf")] == [f"{batch.file_name(ours)}.pdf"]
    filtered = names_in(client_of(office.officer).get("/documents/batch/", {"q": "赫山区"}))
    assert [name for name in filtered if name.endswith(".pdf")] == [f"{batch.file_name(theirs)}.pdf"]
    none = client_of(office.officer).get("/documents/batch/", {"q": "没有的"}, follow=True)
    assert none.redirect_chain[0][0].startswith("/documents/?q=")
    assert "所选范围内没有已印发的公文。" in none.content.decode()
    assert client_of(clerk).get("/documents/batch/", {"docx": "1"}).status_code == 403
    monkeypatch.setattr(batch, "MOST_DOCUMENTS", 0)
    with pytest.raises(DomainError, match="最多下载0件"):
        batch.batch_zip(Document.objects.all())


def test_the_copy_for_the_archive_leaves_the_original_alone(office):
    document = issued(office)
    before = freezing.frozen_bytes(document)
    answer = client_of(office.officer).get(f"/documents/{document.pk}/archive.pdf")
    made = pypdfium2.PdfDocument(answer.content)
    first = made[0].get_textpage().get_text_range()
    assert len(made) > document.pdf_pages + 1
    assert document.check_code in first
    assert f"/check/{document.check_code}/" in first
    assert freezing.frozen_bytes(Document.objects.get(pk=document.pk)) == before
    assert client_of(make_user("clerk")).get(f"/documents/{document.pk}/archive.pdf").status_code == 403


def test_a_revoked_document_says_by_which_and_keeps_its_bytes(office):
    document, other = issued(office), issued(office, title="关于撤销有关通报的通知")
    before = freezing.frozen_bytes(document)
    revoking.revoke_document(document=document, reason="事实有误", by_document=other)
    client = client_of(office.officer)
    shown = client.get(f"/documents/{document.pk}/").content.decode()
    assert f"由{other.document_number}撤销：事实有误" in shown
    assert "is-revoked" in shown
    assert client.get(f"/documents/{document.pk}/document.pdf").content == before
    listed = client.get("/documents/?status=revoked").content.decode()
    assert f"见{other.document_number}" in listed
    exported = client.get("/documents/?export=csv").getvalue().decode()
    assert f"已撤销（{other.document_number}）" in exported
    assert exported.count("已撤销") == 1


def test_the_register_packs_what_it_shows_and_names_what_revoked(office):
    document, other = issued(office), issued(office, title="关于撤销有关通报的通知")
    revoking.revoke_document(document=document, reason="事实有误", by_document=other)
    client = client_of(office.officer)
    page = client.get("/documents/register/").content.decode()
    assert page.count(f"见{other.document_number}") == 1
    assert "/documents/register/batch/" in page
    packed = names_in(client.get("/documents/register/batch/", {"state": "revoked"}))
    assert [name for name in packed if name.endswith(".pdf")] == [f"{batch.file_name(document)}.pdf"]
    both = names_in(client.get("/documents/register/batch/", {"docx": "1"}))
    assert len([name for name in both if name.endswith(".docx")]) == 2
    clerk = make_user("clerk")
    assert client_of(clerk).get("/documents/register/batch/").status_code == 403
