"""Pages on which the text of a letter in drafting is written anew from the decisions and the officer's answers."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from accountability.actions import FOLLOW_UP_ACTIONS, FOLLOW_UP_LETTER_ACTIONS, LETTER_ACTIONS
from accountability.letters import drafting, follow_up
from accountability.letters.questions import questions_of
from accountability.models import FollowUpLetter, Letter
from accountability.views.letters import PLACEHOLDERS
from documents.correspondence.details import form_values
from documents.correspondence.forms import DetailsForm
from foundation.accounts.requests import AuthenticatedView
from foundation.ui.actions import ActionView, text_field
from foundation.ui.confirm import Confirmation


class LetterActionView(AuthenticatedView, ActionView):
    """The confirm page of an action on the text of a letter in drafting, which is then written anew."""

    table = LETTER_ACTIONS
    model: type[Letter] | type[FollowUpLetter] = Letter

    def get_object(self) -> Any:
        found = self.model.objects.visible_to(self.request.user).select_related("document")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def state_of(self, obj: Any) -> str:
        return str(obj.document.status)

    def version_of(self, obj: Any) -> int:
        return int(obj.document.version)

    def object_url(self) -> str:
        return str(self.object.document.get_absolute_url())

    @property
    def purpose(self) -> str:
        """The measure of a letter, or the purpose of a follow-up letter."""
        return str(self.object.purpose if isinstance(self.object, FollowUpLetter) else self.object.measure)

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"{self.action.label}：{self.object.document.kind_label}",
            scope=self.object.document.title,
            happens=[self.source, "手工改过的文字不保留在新稿里，可在历史版本里找到。", PLACEHOLDERS],
            undo="历史版本里留有原文稿。",
            action="重写正文",
            back_label="返回公文",
            back_url=self.object_url(),
        )

    @property
    def source(self) -> str:
        """What the text is written from, in words."""
        return "按现有登记重写正文。"

    def act(self, form: Any) -> tuple[str, str]:
        common: dict[str, Any] = {"user": self.request.user, "letter": self.object, **self.answers(form)}
        if isinstance(self.object, FollowUpLetter):
            follow_up.rewrite_follow_up(**common)
        else:
            drafting.rewrite_letter(**common)
        return self.done, self.object_url()

    def answers(self, form: Any) -> dict[str, Any]:
        """Return what the form gives to the service."""
        return {"version": form.version_read}

    @property
    def done(self) -> str:
        """What happened, in words."""
        return "正文已按现有登记更新，原文稿留在历史版本里。"


class RewriteLetterView(LetterActionView):
    """按现有登记更新正文; the letter's panel on its document page posts at once."""

    code = "rewrite"


class RewriteFollowUpView(RewriteLetterView):
    """The same for a follow-up letter."""

    table = FOLLOW_UP_LETTER_ACTIONS
    model = FollowUpLetter


class EditDetailsView(LetterActionView):
    """修改要素: change the answers given when the letter was drafted."""

    code = "details"

    @property
    def written_fields(self) -> tuple[str, ...]:  # type: ignore[override]
        return (*(question.name for question in questions_of(self.purpose)), "reason")

    @property
    def source(self) -> str:
        return "按下面填的内容和现有登记重写正文。"

    @property
    def done(self) -> str:
        return "正文已重写，核对后送审。"

    def make_form(self, data: Any = None) -> DetailsForm:
        questions = questions_of(self.purpose)
        initial = form_values(questions, self.object.details)
        initial |= {"version": self.version_of(self.object)}
        form = DetailsForm(data, questions=questions, initial=initial)
        text = FOLLOW_UP_ACTIONS[self.purpose].text if isinstance(self.object, FollowUpLetter) else None
        if text:
            form.fields[text.name] = text_field(text)
            form.initial[text.name] = self.object.reason
        return form

    def answers(self, form: Any) -> dict[str, Any]:
        answers = {"version": form.cleaned_data["version"], "details": form.details}
        if "reason" in form.fields:
            answers["reason"] = form.cleaned_data["reason"]
        return answers


class EditFollowUpDetailsView(EditDetailsView):
    """The same for a follow-up letter."""

    table = FOLLOW_UP_LETTER_ACTIONS
    model = FollowUpLetter
