"""Confirm pages of the actions on one unit's receipt; each calls one service."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from documents.actions import RECEIPT_ACTIONS, receipt_state
from documents.content.builder import content_of
from documents.models import Document, DocumentRecipient
from documents.views.actions import DocumentActionView
from documents.views.files import visible_document
from documents.workflow import delivery
from documents.workflow.selectors import within_reach
from foundation.common import clock
from foundation.files.fields import FilesField
from foundation.ui.actions import ActionForm
from foundation.ui.confirm import Confirmation
from foundation.ui.forms import LineField, LocalDateField


class RecipientView(DocumentActionView):
    """An action for one unit of a document, which is not there for whoever may not do it for that unit."""

    table = RECEIPT_ACTIONS

    def get_object(self) -> DocumentRecipient:
        document = visible_document(self.user, self.kwargs["pk"])
        rows = within_reach(DocumentRecipient.objects.visible_to(self.user), self.user, self.action.permission)
        found = rows.select_related("organization", "document__series__issuer")
        return get_object_or_404(found, pk=self.kwargs["recipient"], document=document)

    def state_of(self, obj: DocumentRecipient) -> str:
        return receipt_state(obj)

    @property
    def recipient(self) -> DocumentRecipient:
        """The unit that the page is about."""
        recipient: DocumentRecipient = self.object
        return recipient

    @property
    def document(self) -> Document:
        return self.recipient.document


class AcknowledgeView(RecipientView):
    code = "acknowledge"

    def confirmation(self) -> Confirmation:
        content = content_of(self.document)
        return Confirmation(
            title="签收",
            happens=[
                f"以{self.recipient.organization.name}名义签收{self.document.document_number}。",
                f"签收人和时间告知{content.signature}，文中要求的期限自签收次日起算。",
            ],
            notified=[self.document.series.issuer.name],
            undo="签收后不能撤回。",
            action="确认签收",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        receipt = delivery.acknowledge(user=self.user, document=self.document, recipient=self.recipient)
        assert receipt.acknowledged_at is not None
        return f"{receipt.organization.name}已签收，{clock.local(receipt.acknowledged_at):%H:%M}。", self.object_url()


class PaperForm(ActionForm):
    """Who signed the paper, and when."""

    signer = LineField(label="签收人", help_text="纸质回执上签字的人。", max_length=60)
    on = LocalDateField(label="签收日期")
    scan = FilesField(label="回执扫描件", required=False, help_text="签字回执的扫描件或照片，PDF、JPG 或 PNG。")
    no_scan_reason = LineField(label="没有扫描件的原因", required=False, max_length=200, help_text="有扫描件的不填。")


class PaperView(RecipientView):
    code = "acknowledge_paper"

    written_fields = ("signer", "no_scan_reason")

    def make_form(self, data: Any = None) -> ActionForm:
        files = self.request.FILES if data is not None else None
        initial = {"on": clock.today()}
        return PaperForm(data, files, action=self.action, version=self.document.version, initial=initial)

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="登记纸质签收",
            happens=[f"登记{self.recipient.organization.name}已在纸质回执上签收{self.document.document_number}。"],
            undo="登记后不能撤回。",
            action="确认登记",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        receipt = delivery.acknowledge_on_paper(
            user=self.user,
            recipient=self.recipient,
            signer=form.cleaned_data["signer"],
            on=form.cleaned_data["on"],
            scan=form.cleaned_data["scan"][0] if form.cleaned_data["scan"] else None,
            no_scan_reason=form.cleaned_data["no_scan_reason"],
        )
        return f"已登记{receipt.organization.name}纸质签收。", self.object_url()
