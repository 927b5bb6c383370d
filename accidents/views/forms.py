"""The forms of the register. They read and normalise; whether facts can be true is asked of ``rules.validation``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from accidents.facts import FACT_NAMES, AccidentInput
from accidents.rules.vocabulary import Production
from accidents.views.form_options import NO_DEPARTMENT, Choices, Option
from foundation.files.fields import FilesField, FilesInput
from foundation.ui.forms import (
    BaseForm,
    CountField,
    LineField,
    LocalDateField,
    LocalDateTimeField,
    Lookup,
    MoneyField,
    SegmentedField,
    TextField,
)

PRODUCTION_OPTIONS = [(production.value, production.answer) for production in Production]

#: The five kinds of the quick report and the sector each stands for until a 续报 says it better.
QUICK_KINDS = [
    ("road_transport", "道路"),
    ("industry_trade", "工矿"),
    ("construction", "建筑"),
    ("business_fire", "火灾"),
    ("other", "其他"),
]


class FactsForm(BaseForm):
    """What all forms that hold facts do: the choices of a place, an early draft, and the way to ``FactsInput``."""

    #: Facts that stay as they are because the form does not show them.
    base: AccidentInput
    #: What a draft must say too when it goes to the county's bureau: a figure left out would be read there as 0.
    SENT = ("deaths",)

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        base: AccidentInput | None = None,
        is_draft: bool = False,
        is_sent: bool = False,
        **kwargs: Any,
    ) -> None:
        self.choices, self.base = choices, base or AccidentInput(county=choices.county)
        self.is_draft, self.is_sent = is_draft, is_sent
        super().__init__(*args, **kwargs)
        self.fill_choices()

    def fill_choices(self) -> None:
        """Give the selects their options; each form knows its own."""

    def full_clean(self) -> None:
        """A draft may leave out what a report must have, all but ``SENT`` if it is sent; its fields look the same."""
        required = {name: field.required for name, field in self.fields.items()}
        if self.is_draft:
            for name, field in self.fields.items():
                field.required = self.is_sent and name in self.SENT
        super().full_clean()
        for name, was in required.items():
            self.fields[name].required = was

    def said(self) -> dict[str, Any]:
        """The facts this form says, by their names in ``FactsInput``; of fields that could be read only."""
        said = {name: value for name, value in self.cleaned_data.items() if name in FACT_NAMES}
        for name in ("occurred_at", "known_at", "reported_at"):
            was = getattr(self.base, name)
            if name in said and was is not None and said[name] == was.replace(second=0, microsecond=0):
                said[name] = was  # the form shows minutes; what nobody touched keeps its seconds
        if "supervising_department" in said:
            said["has_no_department"] = said["supervising_department"] == NO_DEPARTMENT
            if said["has_no_department"]:
                said["supervising_department"] = ""
        if not said.get("production", "pending"):
            del said["production"]
        if "direct_loss" in said:
            said["is_loss_unknown"] = said["direct_loss"] is None
            said["direct_loss"] = said["direct_loss"] or Decimal("0.00")
        return said

    def facts(self) -> AccidentInput:
        """The whole accident as it would be after this form."""
        values = {name: getattr(self.base, name) for name in FACT_NAMES}
        return AccidentInput(**(values | self.said()))


def initial_of(facts: AccidentInput) -> dict[str, Any]:
    """The facts as a form shows them."""
    values = {name: getattr(facts, name) for name in FACT_NAMES}
    if facts.is_loss_unknown:
        values["direct_loss"] = None
    if facts.has_no_department:
        values["supervising_department"] = NO_DEPARTMENT
    return values


class AccidentForm(FactsForm):
    """登记事故, and the same fields for 续报 and 更正."""

    draft_code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    occurred_at = LocalDateTimeField(label="发生时间")
    known_at = LocalDateTimeField(label="接报时间")
    county = forms.ChoiceField(label="区县（市）", widget=Lookup)
    township = forms.ChoiceField(label="乡镇（街道）")
    village = forms.ChoiceField(label="村（社区）", required=False)
    location = LineField(label="详细地点", max_length=200)
    sector = forms.ChoiceField(label="行业领域")
    accident_type = forms.ChoiceField(label="事故类型", required=False)
    enterprise_name = LineField(label="单位名称", required=False, max_length=120)
    supervising_department = forms.ChoiceField(label="主管部门", required=False)
    production = SegmentedField(label="是否生产安全事故", choices=PRODUCTION_OPTIONS)
    deaths = CountField(label="死亡", name="死亡人数")
    missing = CountField(label="失踪", name="失踪人数", required=False)
    serious_injuries = CountField(label="重伤", name="重伤人数", required=False)
    minor_injuries = CountField(label="轻伤", name="轻伤人数", required=False)
    direct_loss = MoneyField(label="直接经济损失", name="损失", required=False)
    acute_poisonings = CountField(label="急性工业中毒", name="急性工业中毒人数", required=False)
    missing_presumed_dead = forms.BooleanField(label="失踪人员已推定死亡", required=False)
    summary = TextField(label="简要经过", required=False, max_length=5000, rows=4)
    enterprise_credit_code = LineField(label="统一社会信用代码", required=False, max_length=18)
    reported_at = LocalDateTimeField(label="上报时间", required=False, help_text="不填，以提交的时间为准。")
    backfill_reason = LineField(label="补录原因", required=False, max_length=200)
    external_number = LineField(label="直报系统编号", required=False, max_length=60)
    longitude = forms.DecimalField(label="经度", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    latitude = forms.DecimalField(label="纬度", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    attachments = FilesField(
        label="添加附件",
        required=False,
        help_text="PDF、JPG、PNG、DOCX、XLSX，每个不超过 20 MB。可在续报时补。",
    )

    #: What the first sections show; the rest folds away under 补充信息.
    FOLDED = (
        "enterprise_credit_code",
        "acute_poisonings",
        "missing_presumed_dead",
        "reported_at",
        "backfill_reason",
        "external_number",
        "longitude",
        "latitude",
    )

    def fill_choices(self) -> None:
        choices = self.choices
        _select(self.fields["township"], choices.townships, is_searched=True)
        _select(self.fields["village"], choices.villages, is_searched=True)
        _select(self.fields["sector"], choices.sectors)
        _select(self.fields["accident_type"], choices.accident_types)
        _select(self.fields["supervising_department"], choices.departments, is_searched=choices.may_choose_county)
        if choices.may_choose_county:
            _select(self.fields["county"], choices.counties, is_searched=True)
        else:
            del self.fields["county"]

    def clean_enterprise_credit_code(self) -> str:
        return str(self.cleaned_data["enterprise_credit_code"]).upper().replace(" ", "")

    @property
    def has_folded(self) -> bool:
        """Whether something under 补充信息 is filled in or wrong, so that it must be open."""
        filled = (name for name in self.FOLDED if name != "reported_at")
        return any(self[name].value() not in (None, "", 0, False, "0") for name in filled) or any(
            self[name].errors for name in self.FOLDED
        )


class QuickForm(FactsForm):
    """快报: six fields for a phone on a roadside."""

    draft_code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    known_at = LocalDateTimeField(label="接报时间", widget=forms.HiddenInput, required=False)
    occurred_at = LocalDateTimeField(label="发生时间")
    township = forms.ChoiceField(label="乡镇（街道）")
    location = LineField(label="地点", max_length=200)
    sector = SegmentedField(label="事故类型", choices=QUICK_KINDS)
    deaths = CountField(label="死亡", name="死亡人数")
    missing = CountField(label="失踪", name="失踪人数", required=False)
    minor_injuries = CountField(label="受伤", name="受伤人数", required=False)
    summary = TextField(label="简要经过", required=False, max_length=5000, rows=4)
    attachments = FilesField(
        label="现场照片", required=False, widget=FilesInput(button="拍照"), help_text="细节和其他附件续报时补。"
    )

    #: What a person says here of the accident itself; a new form in which none of it stands is worth no draft.
    TOLD = ("occurred_at", "location", "sector", "deaths", "missing", "minor_injuries", "summary", "attachments")

    def fill_choices(self) -> None:
        _select(self.fields["township"], self.choices.townships)
        self._keep_other_sector()
        for field in self.fields.values():
            field.is_quiet = True  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = super().said()
        if self.base.village and said.get("township", self.base.township) != self.base.township:
            said["village"] = ""  # it lies in the township that was chosen before
        return said

    @property
    def tells_something(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.TOLD)

    def _keep_other_sector(self) -> None:
        """A sector that was chosen on the full form stands here as one more kind, so that it is not lost."""
        if self.base.sector and self.base.sector not in dict(QUICK_KINDS):
            label = dict((option.value, option.label) for option in self.choices.sectors).get(self.base.sector)
            field = self.fields["sector"]
            assert isinstance(field, SegmentedField)
            field.choices = [*QUICK_KINDS, (self.base.sector, label or self.base.sector)]


class ReportForm(AccidentForm):
    """续报, 终报 or 更正 of a registered accident: all facts as they stand, to be said anew, and why."""

    kind = SegmentedField(label="报告类别", choices=[("follow_up", "续报"), ("final", "终报"), ("correction", "更正")])
    casualty_changed_on = LocalDateField(
        label="伤亡变化日期", required=False, help_text="伤亡有变化时填实际变化的日期，不填以今日为准。"
    )
    note = TextField(label="说明", required=False, max_length=500, rows=2)
    name = LineField(label="事故名称", required=False, max_length=120, help_text="不填，由系统按地点和日期命名。")

    def fill_choices(self) -> None:
        super().fill_choices()
        for unused in ("draft_code", "attachments"):
            del self.fields[unused]


class UploadForm(BaseForm):
    """More attachments for a registered accident."""

    attachments = FilesField(
        label="添加附件",
        error_messages={"required": "请选择要上传的文件。"},
        help_text="PDF、JPG、PNG、DOCX、XLSX，每个不超过 20 MB。",
    )


def hidden(form: forms.BaseForm) -> forms.BaseForm:
    """The bound form with every field out of sight, to carry what was typed through a confirm page."""
    for field in form.fields.values():
        field.widget = field.hidden_widget()
    return form


def _select(field: forms.Field, options: Sequence[Option], *, is_searched: bool = False) -> None:
    """Give a choice field its options; a searched one knows their initials and the field they are narrowed by."""
    assert isinstance(field, forms.ChoiceField)
    if is_searched:
        found = {option.value: option for option in options}
        parent = next((option.parent_field for option in options if option.parent_field), "")
        field.widget = Lookup(
            initials=lambda value: found[str(value)].initials,
            parent=parent,
            under=(lambda value: found[str(value)].under) if parent else None,
        )
    field.choices = [("", ""), *((option.value, option.label) for option in options)]
