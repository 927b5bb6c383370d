"""Forms of accounts, units and dictionaries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator

from foundation.kit.forms import (
    KitForm,
    KitFormMixin,
    LineField,
    LocalDateField,
    OrganizationField,
    SegmentedField,
    TextField,
)
from foundation.organizations import separation
from foundation.organizations.models import Organization
from foundation.organizations.permissions import ROLES

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
    """Units that can be chosen, in the order of the tree."""
    return Organization.objects.filter(is_active=True).order_by("division_id", "order", "name_key")


#: Longer names are in no account; the lockout could not store them.
USERNAME_LENGTH = 60


class LoginForm(KitFormMixin, AuthenticationForm):
    """User name and password; the answer never says which of the two was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请重新输入。连续 5 次不对将锁定 15 分钟。",
        "inactive": "账号已停用，请找系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["username"].validators.append(MaxLengthValidator(USERNAME_LENGTH, "用户名最长 60 个字。"))
        self.fields["password"].label = "密码"
        for name, words in (("username", "请填用户名。"), ("password", "请填密码。")):
            self.fields[name].error_messages["required"] = words


class PasswordForm(KitForm):
    """A person's own new password."""

    old = forms.CharField(
        label="原密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        help_text="不少于 10 位，不能全是数字，不能是常见密码，不能与用户名相近。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", "两次输入的新密码不一样，请再输一遍。")
        return given


class TokenForm(KitForm):
    """What a new token is for, and how long it lives."""

    label = LineField(label="用途", max_length=60, help_text="例如：县局台账同步")
    days = SegmentedField(label="有效期", choices=[("30", "30 天"), ("180", "半年"), ("365", "一年")], initial="180")


class UserForm(KitForm):
    """A person's account, without roles."""

    username = LineField(label="用户名", max_length=60, help_text="登录用，建好后不能改。建议用姓名全拼，重名加数字。")
    name = LineField(label="姓名或岗位", max_length=60)
    organization = OrganizationField(queryset=None, label="所属机构", help_text="可输机构名称或拼音首字母查找。")
    phone = LineField(label="联系电话", max_length=30, required=False)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = units_in_use()  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["username"]


class RolesForm(KitForm):
    """The roles of one person: only those that fit the person's unit can be ticked."""

    roles = forms.MultipleChoiceField(label="角色", required=False, choices=ROLES, widget=forms.CheckboxSelectMultiple)
    reason = TextField(label="授权依据或理由", max_length=200, rows=2)

    def __init__(self, *args: Any, organization_kind: str, held: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        field.choices = [  # type: ignore[attr-defined]
            (role, label) for role, label in ROLES if role in held or not separation.problems([role], organization_kind)
        ]
        field.error_messages["invalid_choice"] = "所选角色与所属机构不符，请重选。"  # fits no unit of this kind


class OrganizationForm(KitForm):
    """What can be changed of a unit."""

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
    """A unit that is not there yet."""

    code = forms.RegexField(
        label="机构代码",
        regex=r"^[0-9a-z-]{4,40}$",
        help_text="区划代码加英文后缀，例如 430922-veterans；建好后不能改。",
        error_messages={"invalid": "机构代码只能用小写字母、数字和短横，4 至 40 位。"},
    )
    kind = forms.ChoiceField(label="类别", choices=Organization.Kind.choices)
    division = forms.CharField(label="所在区划代码", max_length=12, help_text="市 4309，县区 6 位，乡镇 9 位。")


class HolidayForm(KitForm):
    """One day of a year's notice."""

    day = LocalDateField(label="日期")
    is_workday = SegmentedField(label="安排", choices=[("0", "放假"), ("1", "调休上班")])
    name = LineField(label="名称", max_length=30, help_text="例如：国庆节")
    source = LineField(label="依据", max_length=100, help_text="例如：国办发明电〔2026〕5号")


class DeadlineForm(KitForm):
    """What the bureau confirms of one of its own deadlines."""

    working_days = forms.IntegerField(
        label="工作日", min_value=1, max_value=60, help_text="自收到的次日起算，到最后一个工作日 24:00。"
    )
    basis = LineField(label="依据", max_length=100, required=False)


class SectorForm(KitForm):
    """What the bureau confirms of a sector."""

    department_function = forms.ChoiceField(
        label="通常由哪个主管部门负责", choices=FUNCTIONS, required=False, help_text="登记事故时据此建议主管部门。"
    )
    is_active = forms.BooleanField(label="登记事故时可选", required=False)
