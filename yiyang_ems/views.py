"""Pages of the project itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation.common.errors import DomainError, ErrorCode
from foundation.ui.forms import BaseForm
from yiyang_ems import first_admin
from yiyang_ems.first_admin import NewAccount


class FirstAdminForm(BaseForm):
    username = forms.CharField(label="系统管理员用户名", max_length=60, help_text="登录时使用，建议用英文字母")
    name = forms.CharField(label="系统管理员姓名或岗位", max_length=60, initial="系统管理员")
    password = forms.CharField(
        label="系统管理员密码",
        strip=False,
        help_text="不少于 10 位，不能全为数字",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="密码再输一遍", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    security_username = forms.CharField(
        label="安全管理员用户名", max_length=60, help_text="安全管理员给用户授予角色，不能与系统管理员为同一账号"
    )
    security_name = forms.CharField(label="安全管理员姓名或岗位", max_length=60, initial="安全管理员")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "两次输入的密码不一致")
        if given.get("username") and given.get("username") == given.get("security_username"):
            self.add_error("security_username", "须与系统管理员的用户名不同")
        return given


@method_decorator([never_cache, sensitive_post_parameters("password", "again")], name="dispatch")
class FirstAdminView(View):
    """Page of the link that the first start prints. GET changes nothing; only the form redeems the link."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        if first_admin.usable(secret) is None:
            return _over(request)
        return render(request, "setup/first_admin.html", {"form": FirstAdminForm()})

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        form = FirstAdminForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                first_password = first_admin.redeem(
                    secret=secret,
                    administrator=NewAccount(given["username"], given["name"]),
                    password=given["password"],
                    security=NewAccount(given["security_username"], given["security_name"]),
                )
            except DomainError as error:
                if error.code == ErrorCode.LINK_USED:
                    return _over(request)
                form.add_domain_error(error)
            else:
                context = {"username": given["security_username"], "password": first_password}
                return render(request, "setup/first_admin_done.html", context)
        return render(request, "setup/first_admin.html", {"form": form}, status=422)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "setup/first_admin_over.html", status=410)
