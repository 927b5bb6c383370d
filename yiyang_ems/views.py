"""The house's own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation.kit.errors import DomainError
from yiyang_ems import first_admin


class FirstAdminForm(forms.Form):
    username = forms.CharField(label="用户名", max_length=60, help_text="登录时使用，建议用英文字母")
    name = forms.CharField(label="姓名或岗位", max_length=60, initial="系统管理员")
    password = forms.CharField(
        label="密码",
        strip=False,
        help_text="不少于 10 位，不能全为数字",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "两次输入的密码不一致")
        return given


@method_decorator([never_cache, sensitive_post_parameters("password", "again")], name="dispatch")
class FirstAdminView(View):
    """Opened by the link the first start prints. Reading it changes nothing: only the form uses the link up."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        if first_admin.usable(secret) is None:
            return render(request, "house/first_admin_over.html", status=410)
        return render(request, "house/first_admin.html", {"form": FirstAdminForm()})

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        form = FirstAdminForm(request.POST)
        if form.is_valid():
            given = {key: form.cleaned_data[key] for key in ("username", "name", "password")}
            try:
                first_admin.redeem(secret=secret, **given)
            except DomainError:
                return render(request, "house/first_admin_over.html", status=410)
            except ValidationError as error:
                _show(form, error)
            else:
                messages.success(request, "系统管理员账号已建立，请登录。")
                return redirect("login")
        return render(request, "house/first_admin.html", {"form": form}, status=422)


def _show(form: forms.Form, error: ValidationError) -> None:
    """Errors of the model beside their fields, those of the password rules beside the password."""
    if hasattr(error, "error_dict"):
        for field, faults in error.message_dict.items():
            form.add_error(field if field in form.fields else None, faults)
    else:
        form.add_error("password", error.messages)
