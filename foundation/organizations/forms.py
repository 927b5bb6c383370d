"""Forms of units and dictionaries."""

from __future__ import annotations

from typing import Any

from django import forms

from foundation.organizations.models import Division, Organization
from foundation.ui.forms import (
    BaseForm,
    LineField,
    OrganizationField,
)

FUNCTIONS = [
    ("", "不专管哪一行"),
    ("emergency", "应急管理"),
    ("housing", "住建"),
    ("transport", "交通运输"),
    ("traffic_police", "公安交警"),
    ("natural_resources", "自然资源"),
    ("water", "水利"),
    ("agriculture", "农业农村"),
    ("market", "市场监管"),
    ("education", "教育"),
    ("culture_tourism", "文旅"),
    ("commerce", "商务"),
    ("industry", "工信"),
    ("fire_rescue", "消防救援"),
    ("forestry", "林业"),
    ("urban_management", "城管"),
    ("health", "卫健"),
]
FUNCTION_LABELS = dict(FUNCTIONS)


def units_in_use() -> Any:
    """Return the units that can be chosen, in the order of the tree."""
    return Organization.objects.filter(is_active=True).order_by("division_id", "order", "name_key")


#: No account has a longer name; the lockout could not store it.
USERNAME_LENGTH = 60


class OrganizationForm(BaseForm):
    """The fields of a unit that can be changed."""

    name = LineField(label="全称", max_length=100, help_text="印在公文上的法定名称。")
    short_name = LineField(label="简称", max_length=60)
    function = forms.ChoiceField(label="主管行业", choices=FUNCTIONS, required=False)
    is_supervising = forms.BooleanField(label="可选作事故的主管部门", required=False)
    received_by = OrganizationField(
        queryset=None, label="代收单位", required=False, help_text="本单位没有账号时，公文由它代收。"
    )
    is_confirmed = forms.BooleanField(
        label="以上已经市局确认", required=False, help_text="不勾选则继续标注“待市局确认”。"
    )
    basis = LineField(label="名称依据", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_by"].queryset = units_in_use()  # type: ignore[attr-defined]


class NewOrganizationForm(OrganizationForm):
    """A new unit."""

    code = forms.RegexField(
        label="机构代码",
        regex=r"^[0-9a-z-]{4,40}$",
        help_text="区划代码加英文后缀，例如 430922-veterans；建好后不能改。",
        error_messages={"invalid": "机构代码只能用小写字母、数字和短横，4 至 40 位。"},
    )
    kind = forms.ChoiceField(label="类别", choices=Organization.Kind.choices)
    division = forms.CharField(label="所在区划代码", max_length=12, help_text="市 4 位，县区 6 位，乡镇 9 位。")

    def clean_division(self) -> Division:
        division = Division.objects.filter(code=self.cleaned_data["division"]).first()
        if division is None:
            raise forms.ValidationError("没有这个区划代码，请核对。")
        return division


class SectorForm(BaseForm):
    """The fields of a sector that the bureau confirms."""

    department_function = forms.ChoiceField(
        label="通常由哪个主管部门负责", choices=FUNCTIONS, required=False, help_text="登记事故时据此建议主管部门。"
    )
    is_active = forms.BooleanField(label="登记事故时可选", required=False)
