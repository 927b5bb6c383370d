"""The base of every form of the portal: its default messages, error summary, and ``DomainError`` put at the fields."""

from typing import Any

from django import forms

from foundation.common.errors import DomainError
from foundation.ui.fields import (
    CountField,
    DivisionField,
    LineField,
    LocalDateField,
    LocalDateTimeField,
    LookupField,
    MoneyField,
    OrganizationField,
    SegmentedField,
    TextField,
)
from foundation.ui.widgets import Lookup, Segmented

__all__ = [
    "BaseForm",
    "CountField",
    "DivisionField",
    "FormMixin",
    "LineField",
    "LocalDateField",
    "LocalDateTimeField",
    "Lookup",
    "LookupField",
    "MoneyField",
    "OrganizationField",
    "Segmented",
    "SegmentedField",
    "TextField",
]


class FormMixin:
    """Gives a form the portal's messages. The browser's own checks are off: the server says it better, and in
    Chinese."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self.set_default_messages(field)

    def set_default_messages(self, field: forms.Field) -> None:
        """Set the messages that the field's author did not write."""
        label = str(field.label or "")
        is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        messages = {
            "required": f"请选{label}。" if is_choice or isinstance(field, forms.FileField) else f"请填{label}。"
        }
        if is_choice:
            messages["invalid_choice"] = f"{label}没有这一项，请重选。"
        for code, message in messages.items():
            if field.error_messages.get(code) == _django_message(field, code):
                field.error_messages[code] = message

    def add_domain_error(self, error: DomainError) -> None:
        """Show what a service refused: beside the fields it names, and above the form what belongs to none."""
        own = {name: message for name, message in error.fields.items() if name in self.fields}
        for name, message in own.items():
            self.add_error(name, message)  # type: ignore[attr-defined]
        others = [message for name, message in error.fields.items() if name not in self.fields]
        if not own or others:
            for message in others or [error.message]:
                self.add_error(None, message)  # type: ignore[attr-defined]


def _django_message(field: forms.Field, code: str) -> Any:
    """The message for ``code`` that Django's own classes give the field."""
    for kind in type(field).__mro__:
        if kind.__module__.startswith("django.") and code in vars(kind).get("default_error_messages", {}):
            return vars(kind)["default_error_messages"][code]
    return None


class BaseForm(FormMixin, forms.Form):
    """A form of plain fields."""
