"""Pages of accounts: list, one account, create, edit, roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from foundation.accounts import services
from foundation.accounts.actions import USER_ACTIONS, state_of
from foundation.accounts.filters import UserFilters
from foundation.accounts.forms import RolesForm, UserForm
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.accounts.selectors import has_secadmin
from foundation.accounts.tables import USER_COLUMNS, role_words
from foundation.audit.selectors import history_of
from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.ui.lists import ListPage
from foundation.ui.navigation import system_tabs

#: Actions whose buttons stand beside the heading; the others are a list.
_IN_HEAD = ("set_roles", "appoint", "edit")


class UserListView(ListPage):
    """``/system/users/``"""

    model = User
    act = "user.view"
    title, noun = "用户", "人"
    filterset_class = UserFilters
    template_name = "accounts/users.html"
    default_order = ("organization__division_id", "organization__order", "username")
    columns = USER_COLUMNS

    def rows(self) -> QuerySet[User]:
        return super().rows().select_related("organization")

    def row_class(self, row: User) -> str:
        return "" if row.is_active else "is-muted"

    def page_context(self) -> dict[str, Any]:
        return {
            "tabs": system_tabs(self.request),
            "may_manage": self.request.user.may("user.manage"),
            "has_secadmin": has_secadmin(),
        }


class OneUser(AuthenticatedView):
    """Find the account of the URL among those the user may see."""

    kwargs: dict[str, Any]

    def account(self) -> User:
        visible = User.objects.visible_to(self.request.user).select_related("organization")
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def address(self) -> str:
        return reverse("accounts:user", args=[self.kwargs["pk"]])


class UserView(OneUser):
    """``/system/users/<pk>/``: the account, the available actions, and its history."""

    def get(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        account, user = self.account(), request.user
        is_own = account.pk == user.pk
        offered = USER_ACTIONS.offered(user, account, state=state_of(account), key=account.pk)
        context = {
            "account": account,
            "role_words": role_words(account),
            "head_actions": [each for each in offered if each.action.code in _IN_HEAD],
            "more_actions": [each for each in offered if each.action.code not in _IN_HEAD],
            "is_own": is_own,
            "history": history_of(account)[:30],
            "tabs": system_tabs(request),
        }
        return render(request, "accounts/user.html", context)


@method_decorator(never_cache, name="dispatch")
class NewUserView(AuthenticatedView):
    """``/system/users/new/``; the initial password is shown once, in the response."""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        require(request.user, "user.manage")
        return self._page(UserForm())

    def post(self, request: AuthenticatedRequest) -> HttpResponse:
        require(request.user, "user.manage")
        form = UserForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            account, secret = services.create_user(user=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
            return self._page(form, 422)
        context = {"account": account, "secret": secret, "heading": "账号已建好"}
        return render(request, "accounts/user_secret.html", context)

    def _page(self, form: UserForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "heading": "新建用户", "back": reverse("accounts:users")}
        return render(self.request, "accounts/user_form.html", context, status=status)


class EditUserView(OneUser):
    """``/system/users/<pk>/edit/``"""

    def get(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        require(request.user, "user.manage")
        account = self.account()
        initial = {"name": account.name, "organization": account.organization_id, "phone": account.phone}
        return self._page(UserForm(initial=initial, is_new=False), account)

    def post(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        require(request.user, "user.manage")
        account = self.account()
        form = UserForm(request.POST, is_new=False)
        if form.is_valid():
            try:
                services.update_user(user=request.user, account=account, **form.cleaned_data)
            except DomainError as error:
                if "roles" in error.fields:
                    form.add_error("organization", error.fields["roles"])
                else:
                    form.add_domain_error(error)
            else:
                messages.success(request, f"{account.username} 的资料已改。")
                return HttpResponseRedirect(self.address())
        return self._page(form, account, 422)

    def _page(self, form: UserForm, account: User, status: int = 200) -> HttpResponse:
        context = {"form": form, "heading": f"修改用户 {account.username}", "back": self.address()}
        return render(self.request, "accounts/user_form.html", context, status=status)


class RolesView(OneUser):
    """``/system/users/<pk>/roles/``"""

    def get(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        require(request.user, "user.roles")
        account = self.account()
        return self._page(self._form(account, None), account)

    def post(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        require(request.user, "user.roles")
        account = self.account()
        form = self._form(account, request.POST)
        if form.is_valid():
            try:
                services.set_roles(
                    user=request.user,
                    account=account,
                    roles=form.cleaned_data["roles"],
                    reason=form.cleaned_data["reason"],
                )
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"{account.name}的角色已调整，下一次点击起生效。")
                return HttpResponseRedirect(self.address())
        return self._page(form, account, 422)

    def _form(self, account: User, data: Any) -> RolesForm:
        return RolesForm(
            data,
            initial={"roles": account.roles},
            organization_kind=account.organization.kind,
            held=account.roles,
        )

    def _page(self, form: RolesForm, account: User, status: int = 200) -> HttpResponse:
        context = {"form": form, "account": account, "back": self.address()}
        return render(self.request, "accounts/roles.html", context, status=status)
