"""Filters of lists: kept in the address, shown as chips, and never silently dropped when they make no sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from foundation.ui.fields import LineField, LocalDateField
from foundation.ui.forms import FormMixin


class FilterForm(FormMixin, forms.Form):
    """The form of a filter row; nothing in it is required, so none of its fields says “可空”."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_quiet = True  # type: ignore[attr-defined]


class BaseFilterSet(django_filters.FilterSet):
    """The base of every list's filters; give each filter a Chinese ``label``."""

    class Meta:
        form = FilterForm

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Whoever asks the class's own filter for its field (the API's description does) leaves it there, and the
        # copies made for a request would go on with the choices of that moment.
        for each in self.filters.values():
            each.__dict__.pop("_field", None)


class DayFilter(django_filters.Filter):
    """A day typed in any usual way."""

    field_class = LocalDateField


class LineFilter(django_filters.CharFilter):
    """A line of text, normalised before it is looked for."""

    field_class = LineField


@dataclass(frozen=True)
class Chip:
    """A filter that is set, its name in the address, in words, and the query without it."""

    name: str
    label: str
    value: str
    remove: str


def chips_of(form: forms.BaseForm, parameters: QueryDict) -> list[Chip]:
    """The chips of all filters that are set and valid in the bound ``form``."""
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", []) or (hasattr(value, "exists") and not value.exists()):
            continue
        rest = parameters.copy()
        for key in {name, "page"}:
            rest.pop(key, None)
        found.append(Chip(name, str(field.label or name), _words(field, value), f"?{rest.urlencode()}"))
    return found


def _words(field: forms.Field, value: Any) -> str:
    """The value as the person chose it: the words of an option, not its code."""
    choices = getattr(field, "choices", None)
    values = value if isinstance(value, list | tuple) or hasattr(value, "exists") else [value]
    if choices is None or isinstance(field, forms.ModelChoiceField):
        return "、".join(str(item) for item in values)
    labels: dict[str, str] = {}
    for key, label in choices:
        if isinstance(label, list | tuple):
            labels |= {str(inner): str(word) for inner, word in label}
        else:
            labels[str(key)] = str(label)
    return "、".join(labels.get(str(item), str(item)) for item in values)
