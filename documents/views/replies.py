"""Confirm pages of replies: reply for a unit, record one on paper, remind who has not; each calls one service."""

from __future__ import annotations

from typing import Any

from documents.actions import REPLY_ACTIONS, reply_state
from documents.models import DocumentRecipient
from documents.views.actions import DocumentActionView
from documents.views.receipts import RecipientView
from documents.workflow import replies
from foundation.common import clock
from foundation.common.text.date_format import full_day
from foundation.files.fields import FilesField
from foundation.ui.actions import ActionForm
from foundation.ui.confirm import Confirmation
from foundation.ui.forms import LineField, LocalDateField, TextField


class ReplyForm(ActionForm):
    """The reply in words, and papers with it."""

    text = TextField(label="回复内容", max_length=replies.LONGEST, rows=8)  # type: ignore[assignment]
    attachments = FilesField(label="附件", required=False, help_text="PDF、JPG、PNG、DOCX 或 XLSX，每个不超过 20 MB。")


class ReplyActionView(RecipientView):
    """The confirm page of an action on the reply of one unit."""

    table = REPLY_ACTIONS
    written_fields = ("text",)

    def state_of(self, obj: DocumentRecipient) -> str:
        return reply_state(obj)


class ReplyView(ReplyActionView):
    """``/documents/<pk>/reply/<recipient>/``"""

    code = "reply"

    def make_form(self, data: Any = None) -> ActionForm:
        files = self.request.FILES if data is not None else None
        return ReplyForm(data, files, action=self.action, version=self.document.version)

    def confirmation(self) -> Confirmation:
        by = self.document.reply_by
        return Confirmation(
            title="回复",
            happens=[
                f"以{self.recipient.organization.name}名义回复{self.document.document_number}。",
                f"要求{full_day(by)}前回复，回复时间随之记下。" if by else "回复时间随之记下。",
            ],
            notified=[self.document.series.issuer.name],
            undo="回复后不能撤回，需要补充的请另行报送。",
            action="确认回复",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        replied = replies.reply(
            user=self.user,
            document=self.document,
            recipient=self.recipient,
            text=form.cleaned_data["text"],
            files=form.cleaned_data["attachments"],
        )
        return f"{replied.organization.name}已回复。", self.object_url()


class PaperReplyForm(ActionForm):
    """When the paper is of, what it says."""

    on = LocalDateField(label="回复日期", help_text="纸质回复的成文日期，没有的填收到日期。")
    text = TextField(label="回复内容摘要", max_length=replies.LONGEST, rows=4)  # type: ignore[assignment]
    scan = FilesField(label="回复扫描件", required=False, help_text="纸质回复的扫描件或照片，PDF、JPG 或 PNG。")
    no_scan_reason = LineField(label="没有扫描件的原因", required=False, max_length=200, help_text="有扫描件的不填。")


class PaperReplyView(ReplyActionView):
    """``/documents/<pk>/reply/<recipient>/paper/``"""

    code = "reply_paper"

    def make_form(self, data: Any = None) -> ActionForm:
        files = self.request.FILES if data is not None else None
        initial = {"on": clock.today()}
        return PaperReplyForm(data, files, action=self.action, version=self.document.version, initial=initial)

    def confirmation(self) -> Confirmation:
        recipient = self.recipient
        return Confirmation(
            title="登记纸质回复",
            happens=[
                f"登记{recipient.organization.name}对{self.document.document_number}的纸质回复，记下日期、内容摘要和扫描件。",
                "这个单位的回复待办随之办结，不再催办。",
            ],
            undo="登记后不能撤回，请对照原件登记。",
            action="确认登记",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        replied = replies.reply_on_paper(
            user=self.user,
            recipient=self.recipient,
            on=form.cleaned_data["on"],
            gist=form.cleaned_data["text"],
            scan=form.cleaned_data["scan"][0] if form.cleaned_data["scan"] else None,
            no_scan_reason=form.cleaned_data["no_scan_reason"],
        )
        return f"已登记{replied.organization.name}纸质回复。", self.object_url()


class RemindView(DocumentActionView):
    """``/documents/<pk>/remind/``"""

    code = "remind"

    def confirmation(self) -> Confirmation:
        waiting = [row.organization.name for row in replies.replies_of(self.document) if row.replied_at is None]
        return Confirmation(
            title="催办回复",
            happens=[f"给还没有回复的{len(waiting)}个单位发消息，请其尽快回复。"],
            notified=waiting,
            undo="消息发出后不能收回；每天最多催一次。",
            action="确认催办",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        units = replies.remind(user=self.user, document=self.document)
        return f"已催办{len(units)}个单位。", self.object_url()
