"""发文稿纸: everything that was done with a document, on one sheet, printable at any time."""

from __future__ import annotations

import pypdfium2
import pytest
from django.urls import reverse

from documents.register import approval_sheet
from documents.register.approval_sheet import Opinion, Sheet, sheet_html
from documents.typesetting.rendering import configured_stack
from documents.workflow import countersigning, review, signing
from foundation.organizations.models import Organization
from tests.documents.factories import draft, issued, make_office
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def text_of(data):
    with pypdfium2.PdfDocument(data) as pdf:
        pages = list(pdf)
        assert all(abs(page.get_width() - 595.28) < 1 for page in pages)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        return "".join(text.split()), len(pages)


def test_every_step_stands_on_it():
    office = make_office()
    expert = make_user("officer", username="王专家", unit="4309-emergency-chemicals")
    document = draft(office)
    asked = countersigning.ask(
        user=office.officer,
        document=document,
        organization=Organization.objects.get(code="4309-emergency-chemicals"),
    )
    countersigning.answer(user=expert, asked=asked, agrees=True, remark="处置措施已补充。")
    document = review.submit(user=office.officer, document=document)
    document = review.pass_review(user=office.reviewer, document=document, remark="文字已核。")
    document = signing.sign(user=office.leader, document=document, remark="同意印发，抓紧落实。")
    text, pages = text_of(approval_sheet.render(document))
    assert pages == 1
    for words in (
        "益阳市应急管理局", "发文稿纸", "关于桃江“1·14”较大道路运输事故的通报", "综合协调科", "同意印发，抓紧落实。",
        "文字已核。", "危险化学品安全监督管理科", "同意。处置措施已补充。", "王专家", "尚未印发",
        "各区县（市）人民政府，大通湖区、益阳高新区管委会", "省应急管理厅，市安委会成员单位",
    ):  # fmt: skip
        assert words in text, words


def test_a_bare_draft_and_an_issued_document():
    office = make_office()
    text, pages = text_of(approval_sheet.render(draft(office)))
    assert pages == 1
    assert "同意" not in text
    document = issued(office)
    text, _ = text_of(approval_sheet.render(document))
    assert document.document_number in text
    assert "尚未印发" not in text
    assert f"{document.pdf_pages}页" in text


def test_text_is_never_markup_and_no_glyph_is_missing():
    stack = configured_stack()
    sheet = Sheet(
        issuer="<b>局</b>", kind="通报", title='"><img src="file:///etc/hostname">', number="",
        sign=Opinion("</td><script>x</script>\n第二行\U0001f600", "某", "2021年3月1日"),
    )  # fmt: skip
    html = sheet_html(sheet, stack)
    assert "<img" not in html
    assert "<script" not in html
    assert "第二行〓" in html
    assert "&lt;b&gt;局&lt;/b&gt;" in html


def test_a_long_remark_goes_on_to_a_second_page_and_loses_nothing():
    office = make_office()
    document = review.submit(user=office.officer, document=draft(office))
    words = "".join(f"第{number}点意见。" for number in range(1, 65))[:500]
    document = review.pass_review(user=office.reviewer, document=document, remark=words)
    document = signing.sign(user=office.leader, document=document, remark=words)
    text, pages = text_of(approval_sheet.render(document))
    assert pages <= 2
    assert text.count(words) == 2


def test_only_the_office_prints_it(client):
    office = make_office()
    document = issued(office)
    page = reverse("documents:approval_sheet", args=[document.pk])
    client.force_login(office.reviewer)
    answer = client.get(page)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    client.force_login(make_user("clerk"))
    assert client.get(page).status_code == 403
    client.force_login(make_user("clerk", username="anhua", unit="430923-emergency"))
    assert client.get(page).status_code == 404
    client.logout()
    assert client.get(page).status_code == 302
