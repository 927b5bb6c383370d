"""Documents in any state, made through the services as people would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from documents.content.builder import compose
from documents.models import Document, NumberSeries
from documents.typesetting.content.blocks import Heading1, Lead, Paragraph
from documents.workflow import (
    drafting,
    issuing,
    printing,
    review,
    signing,
)
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User
from foundation.organizations.models import Organization
from tests.support.people import make_user


@dataclass
class Office:
    """The people a document passes through."""

    officer: Any
    reviewer: Any
    leader: Any


def make_office() -> Office:
    return Office(make_user("officer"), make_user("reviewer"), make_user("leader"))


def address(name: str, document: Document, *more: Any) -> str:
    """The address of a page of a document."""
    return reverse(f"documents:{name}", args=[document.pk, *more])


def client_of(user: User) -> Client:
    """A browser of its own, signed in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def bureau_series() -> NumberSeries:
    return NumberSeries.objects.select_related("issuer").get(code="bureau-document")


def draft(office: Office, title: str = "关于桃江“1·14”较大道路运输事故的通报", **changes: Any) -> Document:
    series = bureau_series()
    content = compose(
        series,
        title=title,
        main_recipients="各区县（市）人民政府，大通湖区、益阳高新区管委会",
        blocks=changes.pop("blocks", None)
        or (
            Lead("2021年1月14日，桃江县马迹塘镇发生一起较大道路运输事故，死亡3人。现将有关情况通报如下。"),
            Heading1("一、事故情况"),
            Paragraph("事故原因正在调查。请有关单位吸取教训，举一反三，严防类似事故再次发生。"),
        ),
        copies_to="省应急管理厅，市安委会成员单位",
        note="此件公开发布",
    )
    units = changes.pop("recipients", None) or [
        RecipientInput(Organization.objects.get(code="430922"), "main"),
        RecipientInput(Organization.objects.get(code="430922115"), "named"),
    ]
    return drafting.create_document(
        user=office.officer,
        kind=changes.pop("kind", "notice"),
        kind_label=changes.pop("kind_label", "通报"),
        series=series,
        content=content,
        recipients=units,
        **changes,
    )


def signed(office: Office, **changes: Any) -> Document:
    document = review.submit(user=office.officer, document=draft(office, **changes))
    document = review.pass_review(user=office.reviewer, document=document)
    return signing.sign(user=office.leader, document=document)


def issuing_document(office: Office, **changes: Any) -> Document:
    return issuing.issue(user=office.officer, document=signed(office, **changes))


def issued(office: Office, **changes: Any) -> Document:
    return printing.render_and_freeze(document_id=issuing_document(office, **changes).pk)
