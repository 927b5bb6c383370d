"""The form of a letter on decisions: which it carries, and the questions of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accountability.models import Decision
from documents.correspondence.forms import DetailsForm
from foundation.common.actions import TextInput
from foundation.ui.actions import text_field


class LetterForm(DetailsForm):
    """Which decisions go into a letter, and the questions of its kind."""

    decisions = forms.ModelMultipleChoiceField(
        Decision.objects.none(), label="写进公文的处理决定", widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Decision],
        words: Mapping[int, str],
        text: TextInput | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decisions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Decision.objects.filter(pk__in=[decision.pk for decision in candidates])
        field.error_messages["required"] = "请勾选要写进公文的处理决定。"
        field.label_from_instance = lambda obj: words[obj.pk]  # type: ignore[method-assign]
        if text:
            self.fields[text.name] = text_field(text)
            self.set_default_messages(self.fields[text.name])
