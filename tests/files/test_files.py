"""Uploads: what is taken, under which name, and who may have it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accidents.services import drafts as accidents_drafts
from accidents.services.attachments import MATERIAL
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.checks import LARGEST, LONGEST_NAME, check_file, clean_name
from foundation.files.models import Attachment
from foundation.files.services import MOST_FILES, attach, delete_files_of, remove
from tests.accidents.factories import NOW, facts, registered
from tests.support.people import make_user


def picture(kind):
    target = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(target, kind)
    return target.getvalue()


def package(*names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return target.getvalue()


GOOD = {
    "现场.jpg": picture("JPEG"),
    "现场.png": picture("PNG"),
    "认定书.pdf": b"%PDF-1.7\n...",
    "报告.docx": package("word/document.xml"),
    "名单.xlsx": package("xl/workbook.xml"),
}


def check(name, content):
    return check_file(clean_name(name), len(content), io.BytesIO(content))


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_taken(name):
    assert "/" in check(name, GOOD[name])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("program.exe", b"MZ", "请上传 PDF、JPG"),
        ("page.html", b"<script>", "请上传 PDF、JPG"),
        ("drawing.svg", b"<svg/>", "请上传 PDF、JPG"),
        ("none", b"x", "请上传 PDF、JPG"),
        ("empty.pdf", b"", "是空文件"),
        ("fake.pdf", b"<html>%PDF-", "内容不是 PDF"),
        ("fake.jpg", GOOD["现场.png"], "内容不是 JPG"),
        ("fake.png", b"\x89PNG\r\n\x1a\n broken", "内容不是 PNG"),
        ("macro.docx", package("word/document.xml", "word/vbaProject.bin"), "内容不是 DOCX"),
        ("fake.docx", GOOD["名单.xlsx"], "内容不是 DOCX"),
        ("fake.xlsx", b"PK\x03\x04 broken", "内容不是 XLSX"),
    ],
)
def test_anything_else_is_refused_in_clear_words(name, content, why):
    with pytest.raises(DomainError, match=why):
        check(name, content)


def test_too_large_is_said_with_its_size():
    with pytest.raises(DomainError, match=r"20\.0 MB，超过 20 MB"):
        check_file("big.pdf", LARGEST + 1, io.BytesIO(b"%PDF-"))


def test_a_package_that_unpacks_to_something_huge_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, b"\0" * (150 * 1024 * 1024))
    with pytest.raises(DomainError, match="内容不是 DOCX"):
        check("bomb.docx", target.getvalue())


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.PDF", "passwd.pdf"),
        ("C:\\桌面\\现场 照片.JPG", "现场 照片.jpg"),
        ("a\u202egpj.exe.pdf", "agpj.exe.pdf"),
        ('x"<y>|.pdf', "x__y__.pdf"),
    ],
)
def test_names_are_cleaned(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text(max_size=300))
def test_no_name_is_dangerous(name):
    cleaned = clean_name(name)
    assert len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('/\\\0\r\n"<>|:*?')
    assert not cleaned.startswith("..")


@pytest.fixture
def clerk(city):
    with clock.at(NOW):
        yield make_user("clerk")


def upload(name="认定书.pdf", content=GOOD["认定书.pdf"], content_type="text/html"):
    return SimpleUploadedFile(name, content, content_type=content_type)


@pytest.mark.django_db
class TestServices:
    def test_attached_served_and_journalled(self, clerk, client):
        accident = registered(clerk)
        attachment = attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL, division_code="430922")
        assert attachment.content_type == "application/pdf", "what the browser claims does not count"
        assert "认定书" not in attachment.file.name
        assert Event.objects.filter(message="上传附件“认定书.pdf”。").exists()
        client.force_login(clerk)
        answer = client.get(f"/files/{attachment.pk}/")
        assert b"".join(answer.streaming_content) == GOOD["认定书.pdf"]
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/pdf"

    def test_whoever_does_not_see_the_accident_does_not_get_the_file(self, clerk, client):
        accident = registered(clerk)
        attachment = attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL)
        address = f"/files/{attachment.pk}/"
        assert client.get(address).status_code == 302
        client.force_login(make_user("clerk", username="away", unit="430923-emergency"))
        assert client.get(address).status_code == 404
        draft = accidents_drafts.save_draft(user=clerk, facts=facts())
        secret = attach(user=clerk, owner=draft, upload=upload("草稿.pdf"), purpose=MATERIAL)
        client.force_login(make_user("officer"))
        assert client.get(f"/files/{secret.pk}/").status_code == 404

    def test_only_who_may_write_may_attach(self, clerk):
        accident = registered(clerk)
        for person in (make_user("leader"), make_user("clerk", username="away", unit="430923-emergency")):
            with pytest.raises(NotPermitted):
                attach(user=person, owner=accident, upload=upload(), purpose=MATERIAL)
        assert not Attachment.objects.exists()

    def test_the_same_file_twice_is_kept_once_and_there_is_an_end(self, clerk):
        accident = registered(clerk)
        first = attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL)
        assert attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL) == first
        for number in range(MOST_FILES - 1):
            attach(user=clerk, owner=accident, upload=upload(f"{number}.pdf"), purpose=MATERIAL)
        with pytest.raises(DomainError, match="附件最多 20 个"):
            attach(user=clerk, owner=accident, upload=upload("more.pdf"), purpose=MATERIAL)

    def test_removed_bytes_go_when_the_transaction_is_kept(self, clerk, django_capture_on_commit_callbacks):
        accident = registered(clerk)
        attachment = attach(user=clerk, owner=accident, upload=upload(), purpose=MATERIAL)
        other = registered(clerk)
        with pytest.raises(DomainError, match="不在这里"):
            remove(user=clerk, attachment=attachment, owner=other)
        storage, name = attachment.file.storage, attachment.file.name
        with django_capture_on_commit_callbacks() as callbacks:
            remove(user=clerk, attachment=attachment, owner=accident)
        assert storage.exists(name)
        for callback in callbacks:
            callback()
        assert not storage.exists(name)

    def test_files_go_with_their_draft(self, clerk):
        draft = accidents_drafts.save_draft(user=clerk, facts=facts())
        attach(user=clerk, owner=draft, upload=upload(), purpose=MATERIAL)
        accidents_drafts.delete_draft(user=clerk, accident=draft)
        assert not Attachment.objects.visible_to(clerk).exists()
        with clock.at(NOW + timedelta(days=31)):
            accidents_drafts.purge_deleted_drafts()
        assert not Attachment.objects.exists()
        assert delete_files_of(registered(clerk)) == 0
