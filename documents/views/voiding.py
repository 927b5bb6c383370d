"""Confirm pages for ending a draft and voiding a number."""

from __future__ import annotations

from typing import Any

from documents.views.actions import DocumentActionView
from documents.workflow import (
    voiding,
)
from foundation.ui.confirm import Confirmation


class WithdrawView(DocumentActionView):
    code = "withdraw"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="作废文稿",
            happens=["文稿作废，留在列表里备查，不取文号。"],
            undo="作废后不能恢复，需要时另行起草。",
            action="确认作废",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        voiding.withdraw_draft(
            user=self.user,
            document=self.document,
            reason=form.text,
            version=form.version_read,
        )
        return "文稿已作废。", self.object_url()


class VoidView(DocumentActionView):
    code = "void"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="作废文号",
            happens=[f"{self.document.document_number}作废，登记簿保留文号和理由，不再使用。", "公文不再制版、送达。"],
            undo="不能恢复。要发文的须重新起草、取新号。",
            action="确认作废",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        document = voiding.void_number(
            user=self.user,
            document=self.document,
            reason=form.text,
            version=form.version_read,
        )
        return f"{document.document_number}已作废。", self.object_url()
