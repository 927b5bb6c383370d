"""Forms of the holiday table and of office deadlines."""

from __future__ import annotations

from django import forms

from foundation.ui.forms import (
    BaseForm,
    LineField,
    LocalDateField,
    SegmentedField,
)


class HolidayForm(BaseForm):
    """One day of a year's holiday notice."""

    day = LocalDateField(label="日期")
    is_workday = SegmentedField(label="安排", choices=[("0", "放假"), ("1", "调休上班")])
    name = LineField(label="名称", max_length=30, help_text="例如：国庆节")
    source = LineField(label="依据", max_length=100, help_text="例如：国办发明电〔2026〕5号")


class DeadlineForm(BaseForm):
    """The fields of an office deadline that the bureau confirms."""

    working_days = forms.IntegerField(
        label="工作日", min_value=1, max_value=60, help_text="自收到的次日起算，到最后一个工作日 24:00。"
    )
    basis = LineField(label="依据", max_length=100, required=False)
