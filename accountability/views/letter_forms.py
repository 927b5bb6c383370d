"""Forms of letters: the questions of a kind (``letter_details.QUESTIONS``) as fields, and the choice of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accountability.letters.details import (
    DAY,
    FINDINGS,
    LINE,
    MOMENT,
    MOST_FINDINGS,
    QUESTIONS,
    TEXT,
    Question,
)
from accountability.models import Decision
from foundation.common.actions import TextInput
from foundation.ui.actions import text_field
from foundation.ui.forms import (
    BaseForm,
    LineField,
    LocalDateField,
    LocalDateTimeField,
    TextField,
)

_PARTS = ("item", "requirement", "found", "accepted")
_SPARE_ROWS = 3
_FEWEST_ROWS = 4


class FindingsInput(forms.Widget):
    """Rows of a table: item, requirement, what was found, good or not; some spare rows at the end."""

    template_name = "accountability/findings_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        wanted = min(max(len(rows) + _SPARE_ROWS, _FEWEST_ROWS), MOST_FINDINGS)
        context["widget"]["rows"] = rows + [{} for _ in range(wanted - len(rows))]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        rows = []
        for number in range(MOST_FINDINGS):
            row = {part: data.get(f"{name}-{number}-{part}", "") for part in _PARTS}
            if any(row[part].strip() for part in _PARTS[:3]):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(str(key).startswith(f"{name}-") for key in data)


class FindingsField(forms.Field):
    """The rows with ``accepted`` read as yes or no; what is missing the service says."""

    widget = FindingsInput

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return [{**row, "accepted": {"yes": True, "no": False}.get(row["accepted"])} for row in value or []]


class DetailsForm(BaseForm):
    """The questions of a purpose. ``initial`` is the stored form; all may stay open and are then gaps in the text."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose
        for question in QUESTIONS.get(purpose, ()):
            self.fields[question.name] = _field(question)
            self.set_default_messages(self.fields[question.name])

    @property
    def details(self) -> dict[str, Any]:
        """What was answered; ask only after ``is_valid``."""
        return {question.name: self.cleaned_data.get(question.name) for question in QUESTIONS.get(self.purpose, ())}


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


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": False}
    if question.kind == LINE:
        return LineField(max_length=200, **common)
    if question.kind == TEXT:
        return TextField(max_length=2000, rows=3, **common)
    if question.kind == DAY:
        return LocalDateField(**common)
    if question.kind == MOMENT:
        return LocalDateTimeField(**common)
    assert question.kind == FINDINGS
    return FindingsField(**{**common, "required": True})
