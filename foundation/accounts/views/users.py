"""Pages of accounts: list, one account, create, edit, roles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
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
from foundation.ui.actions import ActionFormView
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
            "may_manage": self.request.user.may(USER_ACTIONS["create"].permission),
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
class NewUserView(AuthenticatedView, ActionFormView):
    """``/system/users/new/``; the initial password is shown once, in the response."""

    table = USER_ACTIONS
    code = "create"
    form_class = UserForm
    template_name = "accounts/user_form.html"

    def act(self, form: UserForm) -> HttpResponse:
        account, secret = services.create_user(user=self.request.user, **form.cleaned_data)
        context = {"account": account, "secret": secret, "heading": "账号已建好"}
        return render(self.request, "accounts/user_secret.html", context)

    def page_context(self) -> dict[str, Any]:
        return {"heading": "新建用户", "back": reverse("accounts:users")}


class UserFormView(OneUser, ActionFormView):
    """A declared action on one account with a form of its own."""

    table = USER_ACTIONS
    kwargs: dict[str, Any]

    def get_object(self) -> User:
        return self.account()


class EditUserView(UserFormView):
    """``/system/users/<pk>/edit/``"""

    code = "edit"
    template_name = "accounts/user_form.html"

    def make_form(self, data: Any = None) -> UserForm:
        account = self.object
        initial = {"name": account.name, "organization": account.organization_id, "phone": account.phone}
        return UserForm(data, initial=initial, is_new=False)

    def act(self, form: UserForm) -> tuple[str, str]:
        account = services.update_user(user=self.request.user, account=self.object, **form.cleaned_data)
        return f"{account.username} 的资料已改。", self.address()

    def page_context(self) -> dict[str, Any]:
        return {"heading": f"修改用户 {self.object.username}", "back": self.address()}


class RolesView(UserFormView):
    """``/system/users/<pk>/roles/``"""

    code = "set_roles"
    template_name = "accounts/roles.html"

    def make_form(self, data: Any = None) -> RolesForm:
        account = self.object
        held = account.roles
        kind = account.organization.kind
        return RolesForm(data, initial={"roles": held}, organization_kind=kind, held=held)

    def act(self, form: RolesForm) -> tuple[str, str]:
        given = form.cleaned_data
        account = services.set_roles(
            user=self.request.user, account=self.object, roles=given["roles"], reason=given["reason"]
        )
        return f"{account.name}的角色已调整，下一次点击起生效。", self.address()

    def page_context(self) -> dict[str, Any]:
        return {"account": self.object, "back": self.address()}
