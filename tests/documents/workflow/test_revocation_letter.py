"""撤销通知 of a document begun from nothing: drafted from its page, in force when it is issued itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.actions import DOCUMENT_ACTIONS
from documents.content.builder import content_of
from documents.models import Document
from documents.workflow import (
    issuing,
    printing,
    review,
    revocation_letter,
    signing,
    voiding,
)
from documents.workflow.drafting import RecipientInput
from foundation.common.errors import DomainError, NotPermitted
from foundation.organizations.models import Organization
from tests.documents.factories import issued

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def circular(office):
    """An issued 通知 for 桃江县人民政府."""
    unit = RecipientInput(Organization.objects.get(code="430922"), "main")
    return issued(office, title="关于报送有关情况的通知", recipients=[unit], kind="circular", kind_label="通知")


def carried_through(office, document):
    document = review.submit(user=office.officer, document=document)
    document = review.pass_review(user=office.reviewer, document=document)
    document = signing.sign(user=office.leader, document=document)
    document = issuing.issue(user=office.officer, document=document)
    return printing.render_and_freeze(document_id=document.pk)


def test_the_document_is_revoked_when_its_notice_is_issued(office, circular, client):
    data = printing.frozen_bytes(circular)
    notice = revocation_letter.draft_revocation(user=office.officer, document=circular, reason="所附表格有误。")
    content = content_of(notice)
    assert content.title == f"益阳市应急管理局关于撤销{circular.document_number}文件的通知"
    assert "《关于报送有关情况的通知》" in content.blocks[0].text
    assert "。所附表格有误。经研究，决定撤销该文件" in content.blocks[0].text
    assert content.main_recipients == content_of(circular).main_recipients
    circular.refresh_from_db()
    assert circular.status == "issued"
    notice = carried_through(office, notice)
    circular.refresh_from_db()
    assert (notice.status, circular.status, circular.revoked_reason) == ("issued", "revoked", "所附表格有误。")
    assert printing.frozen_bytes(circular) == data
    client.force_login(office.officer)
    page = client.get(reverse("documents:detail", args=[circular.pk])).content.decode()
    assert f"由{notice.document_number}撤销：所附表格有误。" in page
    assert (
        client.get(reverse("documents:verification_code", args=[circular.verification_code]))
        .content.decode()
        .count("已撤销")
        == 1
    )


def test_drafted_from_the_page_once(office, circular, client):
    client.force_login(office.officer)
    address = reverse("documents:draft_revocation", args=[circular.pk])
    assert address in client.get(reverse("documents:detail", args=[circular.pk])).content.decode()
    answer = client.post(address, {"reason": "", "version": circular.version})
    assert "理由" in answer.content.decode()
    assert not Document.objects.filter(revokes=circular).exists()
    answer = client.post(address, {"reason": "所附表格有误", "version": circular.version})
    notice = Document.objects.get(revokes=circular)
    assert answer["Location"] == reverse("documents:detail", args=[notice.pk])
    assert address not in client.get(reverse("documents:detail", args=[circular.pk])).content.decode()
    with pytest.raises(DomainError, match="已有撤销通知"):
        revocation_letter.draft_revocation(user=office.officer, document=circular, reason="再次")
    voiding.withdraw_draft(user=office.officer, document=notice, reason="不撤销了")
    assert address in client.get(reverse("documents:detail", args=[circular.pk])).content.decode()


def test_what_carries_decisions_is_revoked_through_them(office):
    letter = issued(office)
    assert not DOCUMENT_ACTIONS.is_available("draft_revocation", office.officer, letter, state=letter.status)
    with pytest.raises(DomainError, match="写有处理决定"):
        revocation_letter.draft_revocation(user=office.officer, document=letter, reason="有误")


def test_only_who_drafts_may(office, circular):
    with pytest.raises(NotPermitted):
        revocation_letter.draft_revocation(user=office.leader, document=circular, reason="有误")
