"""Confirm pages of replies: reply for a unit, remind those who have not; each calls one service."""

from __future__ import annotations

from typing import Any

from foundation.documents import replying
from foundation.documents.act_views import ActForm, DocumentActView
from foundation.documents.receipt_views import RecipientView
from foundation.files.fields import FilesField
from foundation.kit.confirm import Confirmation
from foundation.kit.forms import TextField
from foundation.kit.moments import full_day


class ReplyForm(ActForm):
    """The reply in words, and papers with it."""

    text = TextField(label="回复内容", max_length=replying.LONGEST, rows=8)
    attachments = FilesField(label="附件", required=False, help_text="PDF、JPG、PNG、DOCX 或 XLSX，每个不超过 20 MB。")


class ReplyView(RecipientView):
    """``/documents/<pk>/reply/<recipient>/``"""

    permission = "document.reply"

    def make_form(self, data: Any = None) -> ActForm:
        files = self.request.FILES if data is not None else None
        return ReplyForm(data, files, initial={"version": self.document.version})

    def confirmation(self) -> Confirmation:
        by = self.document.reply_by
        return Confirmation(
            title="回复",
            happens=[
                f"以{self.recipient.organization.name}名义回复{self.document.document_number}。",
                f"要求{full_day(by)}前回复，回复时间随之记下。" if by else "回复时间随之记下。",
            ],
            told=[self.document.series.issuer.name],
            undo="回复后不能撤回，需要补充的请另行报送。",
            action="确认回复",
            **self.common() | {"back_label": "返回公文"},
        )

    def act(self, form: Any) -> tuple[str, str]:
        replied = replying.reply(
            user=self.user,
            document=self.document,
            recipient=self.recipient,
            text=form.cleaned_data["text"],
            files=form.cleaned_data["attachments"],
        )
        return f"{replied.organization.name}已回复。", self.page


class RemindView(DocumentActView):
    """``/documents/<pk>/remind/``"""

    permission = "document.draft"

    def confirmation(self) -> Confirmation:
        waiting = [row.organization.name for row in replying.replies_of(self.document) if row.replied_at is None]
        return Confirmation(
            title="催办回复",
            happens=[f"给还没有回复的{len(waiting)}个单位发消息，请其尽快回复。"],
            told=waiting,
            undo="消息发出后不能收回；每天最多催一次。",
            action="确认催办",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        units = replying.remind(user=self.user, document=self.document)
        return f"已催办{len(units)}个单位。", self.page
