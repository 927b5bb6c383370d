"""Confirm pages of the actions on a document before and at its issue; each calls one service."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.actions import DOCUMENT_ACTIONS
from documents.models import Document
from documents.numbering import reservations
from documents.views.files import visible_document
from documents.workflow import (
    issuing,
    review,
    revocation_letter,
    signing,
)
from documents.workflow.review_history import before_signing
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedView
from foundation.common import clock
from foundation.common.text import date_format
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation


class DocumentActionView(AuthenticatedView, ActionView):
    """The confirm page of an action on one document."""

    table = DOCUMENT_ACTIONS

    def get_object(self) -> Any:
        return visible_document(self.request.user, self.kwargs["pk"])

    @property
    def document(self) -> Document:
        """The document that the page is about."""
        document: Document = self.object
        return document

    def version_of(self, obj: Any) -> int:
        return self.document.version

    def object_url(self) -> str:
        return self.document.get_absolute_url()

    def common(self) -> dict[str, Any]:
        """What all of these pages say alike."""
        return {
            "back_url": self.object_url(),
            "back_label": "返回公文",
            "scope": f"{self.document.kind_label} · {self.document.title}",
            "obstacles": self.action.reasons_against(self.request.user, self.object),
            "is_danger": self.action.is_danger,
        }

    @property
    def user(self) -> User:
        return self.request.user


class SubmitView(DocumentActionView):
    code = "submit"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="送审",
            happens=["文稿交核稿人审核，送审后不能再改，除非退回。", "逐字检查字体，确认每个字都能排印。"],
            notified=["市局核稿人"],
            undo="核稿人退回后可以修改。",
            action="确认送审",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        review.submit(user=self.user, document=self.document, version=form.version_read)
        return f"已送审，{clock.now():%H:%M}。核稿通过后转局领导签发。", self.object_url()


class PassView(DocumentActionView):
    code = "pass"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="核稿通过",
            happens=["记下核稿人和时间。", "文稿转局领导签发。"],
            notified=["市局领导"],
            undo="签发前后都可以退回拟稿人修改。",
            action="确认通过",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        review.pass_review(
            user=self.user,
            document=self.document,
            version=form.version_read,
            remark=form.text,
        )
        return "核稿通过，已转局领导签发。", self.object_url()


class ReturnView(DocumentActionView):
    code = "return"

    def confirmation(self) -> Confirmation:
        happens = [f"文稿退回拟稿人{self.document.drafted_by.name}修改。"]
        if self.document.signed_by:
            happens.append("已有的签发作废，改后重新核稿、签发。")
        return Confirmation(
            title="退回修改",
            happens=happens,
            notified=[f"拟稿人{self.document.drafted_by.name}"],
            undo="退回后由拟稿人重新送审。",
            action="确认退回",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        review.return_(
            user=self.user,
            document=self.document,
            version=form.version_read,
            reason=form.text,
        )
        return f"已退回{self.document.drafted_by.name}修改。", self.object_url()


class SignView(DocumentActionView):
    code = "sign"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="签发",
            happens=[
                f"成文日期定为今天（{date_format.full_day(clock.today())}），内容不再改动。",
                "转综合协调科印发取号，印发前正本还没有文号。",
            ],
            notified=["市局经办人"],
            undo="印发之前可以退回，签发随之作废；印发之后不能撤回。",
            action="确认签发",
            details=before_signing(self.document, self.user),
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        signing.sign(
            user=self.user,
            document=self.document,
            version=form.version_read,
            remark=form.text,
        )
        return "已签发，转经办人印发取号。", self.object_url()


class IssueForm(ActionForm):
    """Which number: the next one, or one that was kept; asked only where there is one."""

    def __init__(self, *args: Any, kept: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One that was chosen and is gone by now must be refused, not taken for the next number.
        if kept or self.data.get("reserved"):
            self.fields["reserved"] = forms.ModelChoiceField(
                label="文号", queryset=kept, required=False, empty_label="取下一个文号"
            )
            choice: Any = self.fields["reserved"]
            choice.is_quiet = True
            choice.label_from_instance = lambda row: f"预留的{reservations.written(row)}（{row.reason}）"


class IssueView(DocumentActionView):
    code = "issue"

    def make_form(self, data: Any = None) -> ActionForm:
        kept = reservations.reserved_for(self.document)
        return IssueForm(data, action=self.action, version=self.document.version, kept=kept)

    def confirmation(self) -> Confirmation:
        units = [recipient.organization.name for recipient in self.document.recipients.select_related("organization")]
        year = self.document.dated_on.year if self.document.dated_on else clock.today().year
        return Confirmation(
            title="印发",
            happens=[
                f"取{self.document.series.agency_code}〔{year}〕下一个文号，印发日期为今天。",
                "制成正本并封存，此后只能下载，不能改动。",
                f"送达{len(units)}个单位，须签收的单位收到待办。",
            ],
            notified=units,
            undo="不能撤回。文号一经取出不再收回，确须更正的另行发文。",
            action="确认印发",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        document = issuing.issue(
            user=self.user,
            document=self.document,
            version=form.version_read,
            reserved=form.cleaned_data.get("reserved"),
        )
        return f"已印发，文号{document.document_number}。正在制成正本，几秒后送达。", self.object_url()


class DraftRevocationView(DocumentActionView):
    code = "draft_revocation"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="起草撤销通知",
            happens=[
                f"按撤销理由生成撤销{self.document.document_number}的通知，主送、抄送与原公文相同。",
                "通知经核稿、签发、印发后，原公文转为“已撤销”，正本照原样留存；现在不发给任何单位。",
            ],
            undo="印发前可以作废文稿，原公文不受影响。",
            action="生成文稿",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        notice = revocation_letter.draft_revocation(user=self.user, document=self.document, reason=form.text)
        return "已起草撤销通知，请核对版面后送审。", notice.get_absolute_url()
