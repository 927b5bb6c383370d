"""The forms of decisions: reasons, the province's document, the answer to a request, the period of a simulation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from accountability.models import RuleSet
from accountability.rules.windows import Window
from foundation.common import clock
from foundation.common.as_of import parse_as_of
from foundation.common.errors import DomainError
from foundation.organizations.models import Division
from foundation.ui.actions import ActionForm
from foundation.ui.forms import (
    BaseForm,
    DivisionField,
    LineField,
    LocalDateField,
    SegmentedField,
)


class ProvinceForm(ActionForm):
    """The number of the province's document, or why none came."""

    document_number = LineField(
        label="省级公文文号", required=False, max_length=100, help_text="例如 湘安办发〔2021〕12号"
    )


class ApprovalForm(ActionForm):
    """The answer to a request: approved or not, number, day, and why not."""

    answer = SegmentedField(label="市委、市政府意见", choices=[("yes", "批准"), ("no", "不批准")])
    number = LineField(label="批复文号或批示编号", max_length=60)
    day = LocalDateField(label="批复日期")


class SimulationForm(BaseForm):
    """A period, a rule set and a moment: what would the rules have said?"""

    ruleset = forms.ChoiceField(label="规则集")
    start = LocalDateField(label="自")
    end = LocalDateField(label="至")
    county = DivisionField(Division.objects.none(), label="区县", required=False)
    as_of = LineField(label="截至时刻", required=False, help_text="不填为现在")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = RuleSet.objects.published().order_by("code", "-version")
        choices = {rule_set.code: f"{rule_set.legal_basis}　{rule_set.title}" for rule_set in published}
        ruleset, county = self.fields["ruleset"], self.fields["county"]
        assert isinstance(ruleset, forms.ChoiceField)
        assert isinstance(county, forms.ModelChoiceField)
        ruleset.choices = list(choices.items())
        county.queryset = Division.objects.filter(level=Division.Level.COUNTY).order_by("code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "截止日期不能早于起始日期。")
        return cleaned

    def clean_as_of(self) -> dt.datetime | None:
        """The moment; ``None`` is now."""
        try:
            moment = parse_as_of(self.cleaned_data["as_of"])
        except DomainError as error:
            raise forms.ValidationError(error.message) from error
        if moment is not None and moment > clock.now() + dt.timedelta(days=1):
            raise forms.ValidationError("截至时刻不能晚于现在。")
        return moment

    @property
    def window(self) -> Window:
        """The period as one window; ask only after ``is_valid``."""
        return Window(self.cleaned_data["start"], self.cleaned_data["end"])
