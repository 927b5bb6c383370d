"""What in a draft keeps a letter back: placeholders, units left out, records that have changed, units not meant."""

from __future__ import annotations

import pytest

from documents.correspondence.checks import text_reasons, unit_reasons
from documents.correspondence.drafting import draft_document, rewrite_document
from documents.correspondence.placeholders import placeholder
from documents.correspondence.text import LetterText, lead, paragraph
from documents.models import DocumentRecipient
from documents.numbering.numbers import kind_of
from documents.typesetting.content.blocks import SourceSpan
from documents.workflow.drafting import RecipientInput
from foundation.organizations.models import Organization
from tests.documents.factories import Office

pytestmark = pytest.mark.django_db
TITLE = ("益阳市应急管理局关于督办", "责任清单整改工作的函")


def text(number: str, *rest: str) -> LetterText:
    first = lead(["桃江县人民政府有", SourceSpan(number, "task-7"), "逾期。"])
    return LetterText(TITLE, "桃江县人民政府", (first, *(paragraph([words]) for words in rest)))


def unit(name: str, role: str = DocumentRecipient.Role.MAIN) -> RecipientInput:
    return RecipientInput(Organization.objects.get(name=name), role)


def drafted(office: Office, written: LetterText, *recipients: RecipientInput):
    kind = kind_of("supervision")
    return draft_document(
        user=office.officer,
        kind=kind,
        series=kind.series,
        text=written,
        copies_to="",
        note="",
        recipients=recipients,
    )


def reasons(document, expected: LetterText, **changes) -> list[str]:
    known = {"units": ["桃江县人民政府"], "sources": {"task-7": "报送责任清单"}, "noun": "任务"} | changes
    return text_reasons(document, expected, **known)


def test_a_complete_text_has_no_reasons_until_its_record_changes(office: Office):
    document = drafted(office, text("3项任务"), unit("桃江县人民政府"))
    assert reasons(document, text("3项任务")) == []
    assert reasons(document, text("4项任务")) == ["正文“3项任务”与报送责任清单现有登记不一致，请更新正文。"]
    gone = reasons(document, text("4项任务"), sources={})
    assert gone == ["正文“3项任务”所依据的任务已不在文中，请更新正文。"]
    missing = reasons(document, text("3项任务"), units=["安化县人民政府"])
    assert missing == ["正文没有写安化县人民政府，请补上，或更新正文。"]


def test_a_placeholder_is_a_reason_until_the_text_is_written_again(office: Office):
    recipient = unit("桃江县人民政府")
    document = drafted(office, text("3项任务", f"请于{placeholder('期限')}前报送。"), recipient)
    assert reasons(document, text("3项任务")) == ["还有一处待填：期限。"]
    done = text("3项任务", "请于2026年5月1日前报送。")
    document = rewrite_document(
        user=office.officer, document=document, text=done, note="", recipients=[recipient], version=document.version
    )
    assert reasons(document, done) == []


def test_a_unit_named_that_is_not_meant_any_more_is_a_reason(office: Office):
    named = unit("安化县人民政府", DocumentRecipient.Role.NAMED)
    document = drafted(office, text("3项任务"), unit("桃江县人民政府"), named)
    assert unit_reasons(document, {named.organization.pk}) == []
    assert unit_reasons(document, set()) == ["收文单位里的安化县人民政府已不在文中，请更新正文。"]
