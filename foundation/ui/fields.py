"""Form fields that take what people really type and answer in plain words beside the field."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from foundation.common.text import date_format, normalization
from foundation.ui.widgets import (
    LocalDayInput,
    LocalMomentInput,
    Lookup,
    Segmented,
)


class LineField(forms.CharField):
    """One line of text, normalised: full-width digits, odd spaces and straight quotation marks become the usual
    ones."""

    def to_python(self, value: Any) -> str:
        return normalization.clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Running text, normalised, in a text area of ``rows`` lines."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return normalization.clean_text(super().to_python(value) or "")


class ReadField(forms.Field):
    """A field whose text one function of ``normalising`` reads; ``name`` is how messages call it (default: the
    label)."""

    unit = ""

    def __init__(self, *, name: str = "", unit: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.name = name or str(self.label or "")
        if unit is not None:
            self.unit = unit

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except normalization.Unreadable as error:
            raise ValidationError(error.message, code="unreadable") from None


class CountField(ReadField):
    """A whole number of people (人) or cases, not negative. Blank means 0 unless the field is required."""

    unit = "人"
    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**options)
        if self.name and "required" not in (options.get("error_messages") or {}):
            self.error_messages["required"] = f"请填{self.name}，没有的填 0。"

    def read(self, text: str) -> int | None:
        return normalization.read_count(text, name=self.name, unit=self.unit)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return 0 if number is None and not self.required else number


class MoneyField(ReadField):
    """An amount in 万元, Decimal with two decimals; None when left blank."""

    unit = "万元"

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def read(self, text: str) -> Decimal | None:
        return normalization.read_money(text, name=self.name, unit=self.unit)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value


class LocalDateTimeField(ReadField):
    """A moment typed as Asia/Shanghai reads it; the cleaned value is aware."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", LocalMomentInput())
        super().__init__(**options)

    def read(self, text: str) -> dt.datetime | None:
        moment = normalization.read_moment(text, name=self.name)
        return moment.replace(tzinfo=date_format.SHANGHAI) if moment else None

    def prepare_value(self, value: Any) -> Any:
        return f"{date_format.local(value):%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else value


class LocalDateField(ReadField):
    """A day typed as 2021-03-16, 2021/3/16 or 2021年3月16日."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", LocalDayInput())
        super().__init__(**options)

    def read(self, text: str) -> dt.date | None:
        return normalization.read_day(text, name=self.name)


class SegmentedField(forms.ChoiceField):
    """One of two to four options, shown side by side."""

    widget = Segmented


class LookupField(forms.ModelChoiceField):
    """A row chosen from a queryset (already ``visible_to``), searched by name or pinyin initials.

    The model gives the initials in ``initials``; ``parent`` names the form field that narrows the options, ``under``
    returns that field's value for a row: ``LookupField(queryset=villages, parent="township", under=lambda v:
    v.parent_id)``.
    """

    def __init__(
        self,
        queryset: models.QuerySet[Any] | None,
        *,
        parent: str = "",
        under: Callable[[Any], str] | None = None,
        initials: Callable[[Any], str] | None = None,
        **options: Any,
    ) -> None:
        widget = Lookup(initials=initials or (lambda row: getattr(row, "initials", "")), parent=parent, under=under)
        options.setdefault("widget", widget)
        options.setdefault("empty_label", "")
        super().__init__(queryset, **options)


class DivisionField(LookupField):
    """A division: county, township or village."""


class OrganizationField(LookupField):
    """An organization: a department, a government, a unit of the bureau."""
