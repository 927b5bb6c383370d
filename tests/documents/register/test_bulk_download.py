"""The zip of many documents, the copy for the archive, and how a revoked document is shown."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from openpyxl import load_workbook

from documents.models import Document
from documents.register import archive_copy, bulk_download
from documents.workflow import printing, revoking
from documents.workflow.drafting import RecipientInput
from foundation.common.errors import DomainError
from foundation.jobs import running
from foundation.jobs.models import Job
from foundation.organizations.models import Organization
from tests.documents.factories import client_of, draft, issued
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


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
        assert package.read(f"{name}.pdf") == printing.frozen_bytes(document)
        sheet = load_workbook(io.BytesIO(package.read("目录.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == list(bulk_download.HEADS)
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
    assert [name for name in received if name.endswith(".pdf")] == [f"{bulk_download.file_name(ours)}.pdf"]
    filtered = names_in(client_of(office.officer).get("/documents/batch/", {"q": "赫山区"}))
    assert [name for name in filtered if name.endswith(".pdf")] == [f"{bulk_download.file_name(theirs)}.pdf"]
    none = client_of(office.officer).get("/documents/batch/", {"q": "没有的"}, follow=True)
    assert none.redirect_chain[0][0].startswith("/documents/?q=")
    assert "所选范围内没有已印发的公文。" in none.content.decode()
    assert client_of(clerk).get("/documents/batch/", {"docx": "1"}).status_code == 403
    monkeypatch.setattr(bulk_download, "MOST_DOCUMENTS", 0)
    with pytest.raises(DomainError, match="最多下载0件"):
        bulk_download.batch_zip(Document.objects.all())


@pytest.mark.parametrize("path", ["/documents/batch/", "/documents/register/batch/"])
def test_many_documents_are_packed_in_the_background(office, monkeypatch, path):
    made = [issued(office, title=f"关于第{number}件事的通报") for number in (1, 2)]
    draft(office)
    client = client_of(office.officer)
    with unzipped(client.get(path, {"format": "both"})) as direct:
        wanted = direct.namelist()
    monkeypatch.setattr(bulk_download, "MOST_AT_ONCE", 1)
    assert "共 2 件" in client.get(path, {"format": "both"}).content.decode()
    assert not Job.objects.exists(), "an address alone begins nothing"
    for _ in range(2):
        assert client.post(f"{path}?format=both")["Location"] == "/downloads/"
    job = Job.objects.get()
    assert job.name == "公文打包（2 件）"
    running.run_next()
    with unzipped(client.get(f"/downloads/{job.pk}/file/")) as package:
        assert package.namelist() == wanted
        assert package.read(wanted[0]) == printing.frozen_bytes(made[0])
    monkeypatch.setattr(bulk_download, "MOST_DOCUMENTS", 1)
    refused = client.get(path, follow=True).content.decode()
    assert "所选范围超过1件，一次最多下载1件" in refused
    assert "筛选出的已印发公文超过 1 件" in refused, "the bar below the list says so too"


def test_a_package_leaves_out_what_the_person_no_longer_sees(office):
    elsewhere = [RecipientInput(Organization.objects.get(code="430903"), "main")]
    ours = issued(office)
    issued(office, title="关于赫山区的通报", recipients=elsewhere)
    clerk = make_user("clerk")
    forms = bulk_download.Forms()
    job = bulk_download.start_package(user=clerk, documents=Document.objects.all(), forms=forms)
    running.run_next()
    with unzipped(client_of(clerk).get(f"/downloads/{job.pk}/file/")) as package:
        assert package.namelist() == [f"{bulk_download.file_name(ours)}.pdf", "目录.xlsx"]


def test_the_copy_for_the_archive_leaves_the_original_alone(office):
    document = issued(office)
    before = printing.frozen_bytes(document)
    answer = client_of(office.officer).get(f"/documents/{document.pk}/archive.pdf")
    made = pypdfium2.PdfDocument(answer.content)
    first = made[0].get_textpage().get_text_range()
    assert len(made) > document.pdf_pages + 1
    assert document.verification_code in first
    assert f"/check/{document.verification_code}/" in first
    assert printing.frozen_bytes(Document.objects.get(pk=document.pk)) == before
    assert client_of(make_user("clerk")).get(f"/documents/{document.pk}/archive.pdf").status_code == 403


def test_the_code_of_the_copy_leads_to_the_public_address(office, settings, monkeypatch):
    document = issued(office)
    client, drawn = client_of(office.officer), []
    draw = archive_copy.segno.make
    monkeypatch.setattr(archive_copy.segno, "make", lambda text, **how: drawn.append(text) or draw(text, **how))
    path = f"/check/{document.verification_code}/"
    client.get(f"/documents/{document.pk}/archive.pdf", headers={"Host": "127.0.0.1"})
    settings.PUBLIC_ADDRESS = "https://yj.example.cn"
    made = client.get(f"/documents/{document.pk}/archive.pdf", headers={"Host": "127.0.0.1"}).content
    assert drawn == [f"http://127.0.0.1{path}", f"https://yj.example.cn{path}"]
    leaf = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert f"https://yj.example.cn{path}" in leaf.replace("\r\n", "")


def test_a_revoked_document_says_by_which_and_keeps_its_bytes(office):
    document, other = issued(office), issued(office, title="关于撤销有关通报的通知")
    before = printing.frozen_bytes(document)
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
    assert [name for name in packed if name.endswith(".pdf")] == [f"{bulk_download.file_name(document)}.pdf"]
    both = names_in(client.get("/documents/register/batch/", {"docx": "1"}))
    assert len([name for name in both if name.endswith(".docx")]) == 2
    clerk = make_user("clerk")
    assert client_of(clerk).get("/documents/register/batch/").status_code == 403


def papers_in(answer) -> list[str]:
    return sorted(name for name in names_in(answer) if name != "目录.xlsx")


@pytest.mark.parametrize("address", ["/documents/", "/documents/register/"])
def test_what_is_ticked_is_packed_whatever_the_filters_say(office, address):
    first, second, third = (issued(office, title=f"关于第{number}件的通报") for number in "一二三")
    client = client_of(office.officer)
    page = client.get(address).content.decode()
    assert page.count('type="checkbox" form="picks" name="pick"') == 3
    sent = {"pick": [first.pk, third.pk], "q": "第二件"}
    assert papers_in(client.get(f"{address}batch/", sent)) == [
        f"{bulk_download.file_name(each)}.pdf" for each in (first, third)
    ]
    by_filter = papers_in(client.get(f"{address}batch/", {"q": "第二件", "format": "pdf"}))
    assert by_filter == [f"{bulk_download.file_name(second)}.pdf"], "the filters choose when nothing is ticked"


def test_the_form_is_chosen_in_the_page(office):
    document = issued(office)
    client = client_of(office.officer)
    assert 'name="format"' in client.get("/documents/").content.decode()
    name, ask = bulk_download.file_name(document), {"pick": document.pk}
    copy = f"{name}（可编辑文稿）.docx"
    assert papers_in(client.get("/documents/batch/", ask | {"format": "docx"})) == [copy]
    assert papers_in(client.get("/documents/batch/", ask | {"format": "both"})) == sorted([copy, f"{name}.pdf"])
    assert papers_in(client.get("/documents/batch/", ask)) == [f"{name}.pdf"]
    with unzipped(client.get("/documents/batch/", ask | {"format": "docx"})) as package:
        sheet = load_workbook(io.BytesIO(package.read("目录.xlsx"))).active
    assert sheet["A2"].value == copy
    clerk = client_of(make_user("clerk"))
    assert 'name="format"' not in clerk.get("/documents/").content.decode()
    assert clerk.get("/documents/batch/", ask | {"format": "docx"}).status_code == 403


def test_what_has_no_original_cannot_be_ticked_and_is_told(office):
    done, waiting = issued(office), draft(office, title="关于还没有印发的通报")
    client = client_of(office.officer)
    page = client.get("/documents/").content.decode()
    assert "打包筛选出的已印发公文 1 件；没有正本的不能选。" in page
    assert f'value="{waiting.pk}" disabled title="还没有印发，没有正本"' in page
    refused = client.get("/documents/batch/", {"pick": [done.pk, waiting.pk], "format": "both"}, follow=True)
    shown = refused.content.decode()
    assert "所选2件中有1件没有正本，不能下载：《关于还没有印发的通报》" in shown
    assert f'value="{done.pk}" checked' in shown
    assert '<option value="both" selected>' in shown
    for nothing in ("abc", "", "999999999"):
        answer = client.get("/documents/batch/", {"pick": nothing}, follow=True)
        assert "没有已印发的公文" in answer.content.decode(), "a tick that means nothing is not everything"
    only = client.get("/documents/?status=draft").content.decode()
    assert "没有可下载的" in only


def test_all_of_a_page_are_ticked_without_scripts(office):
    done, waiting = issued(office), draft(office)
    page = client_of(office.officer).get("/documents/?selected=page").content.decode()
    assert f'value="{done.pk}" checked' in page
    assert f'value="{waiting.pk}" checked' not in page
    assert 'href="?selected=page"' in page


def test_nobody_packs_by_a_tick_what_they_may_not_see(office):
    elsewhere = [RecipientInput(Organization.objects.get(code="430903"), "main")]
    theirs = issued(office, title="关于赫山区的通报", recipients=elsewhere)
    clerk = client_of(make_user("clerk"))
    answer = clerk.get("/documents/batch/", {"pick": theirs.pk}, follow=True).content.decode()
    assert "没有已印发的公文" in answer
    assert "赫山区的通报" not in answer
    assert clerk.get("/documents/register/batch/", {"pick": theirs.pk}).status_code == 403
