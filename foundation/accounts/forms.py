"""Forms of login, the own account and user administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator

from foundation.accounts import separation_of_duties
from foundation.common.permissions import ROLES
from foundation.organizations.forms import USERNAME_LENGTH, units_in_use
from foundation.ui.forms import (
    BaseForm,
    FormMixin,
    LineField,
    OrganizationField,
    SegmentedField,
    TextField,
)


class LoginForm(FormMixin, AuthenticationForm):
    """User name and password; the error never reveals which of the two was wrong."""

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


class PasswordForm(BaseForm):
    """The user's own new password."""

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


class TokenForm(BaseForm):
    """The purpose and lifetime of a new token."""

    label = LineField(label="用途", max_length=60, help_text="例如：县局台账同步")
    days = SegmentedField(label="有效期", choices=[("30", "30 天"), ("180", "半年"), ("365", "一年")], initial="180")


class UserForm(BaseForm):
    """A user's account, without roles."""

    username = LineField(label="用户名", max_length=60, help_text="登录用，建好后不能改。建议用姓名全拼，重名加数字。")
    name = LineField(label="姓名或岗位", max_length=60)
    organization = OrganizationField(queryset=None, label="所属机构", help_text="可输机构名称或拼音首字母查找。")
    phone = LineField(label="联系电话", max_length=30, required=False)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = units_in_use()  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["username"]


class RolesForm(BaseForm):
    """The roles of one user: only those that fit the user's unit can be selected."""

    roles = forms.MultipleChoiceField(label="角色", required=False, choices=ROLES, widget=forms.CheckboxSelectMultiple)
    reason = TextField(label="授权依据或理由", required=False, rows=2)

    def __init__(self, *args: Any, organization_kind: str, held: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        field.choices = [  # type: ignore[attr-defined]
            (role, label)
            for role, label in ROLES
            if role in held or not separation_of_duties.problems([role], organization_kind)
        ]
        field.error_messages["invalid_choice"] = "所选角色与所属机构不符，请重选。"  # fits no unit of this kind
