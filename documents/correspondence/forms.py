"""The questions of a letter (``details.Question``) as a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from documents.correspondence.details import (
    DAY,
    FINDINGS,
    LINE,
    MOMENT,
    MOST_CHARACTERS,
    MOST_FINDINGS,
    TEXT,
    Question,
)
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
    """Rows of a table: item, requirement, what was found, accepted or not; some spare rows at the end."""

    template_name = "documents/findings_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        wanted = min(max(len(rows) + _SPARE_ROWS, _FEWEST_ROWS), MOST_FINDINGS)
        context["widget"]["longest"] = MOST_CHARACTERS[LINE]
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
    """The rows with ``accepted`` read as yes or no; ``details.read_details`` checks them."""

    widget = FindingsInput

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return [{**row, "accepted": {"yes": True, "no": False}.get(row["accepted"])} for row in value or []]


class DetailsForm(BaseForm):
    """The questions of a kind of letter; what stays open becomes a placeholder in the text.

    ``initial`` takes what ``details.form_values`` returns.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.name] = _field(question)
            self.set_default_messages(self.fields[question.name])

    @property
    def details(self) -> dict[str, Any]:
        """The answers; ask only after ``is_valid``."""
        return {question.name: self.cleaned_data.get(question.name) for question in self.questions}


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": False}
    if question.kind == LINE:
        return LineField(max_length=MOST_CHARACTERS[LINE], **common)
    if question.kind == TEXT:
        return TextField(max_length=MOST_CHARACTERS[TEXT], rows=3, **common)
    if question.kind == DAY:
        return LocalDateField(**common)
    if question.kind == MOMENT:
        return LocalDateTimeField(**common)
    assert question.kind == FINDINGS
    return FindingsField(**{**common, "required": True})
