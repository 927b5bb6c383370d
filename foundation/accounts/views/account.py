"""Pages of the own account: log in, log out, change the password, manage tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView as StockLoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation.accounts.actions import TOKEN_ACTIONS, token_state
from foundation.accounts.forms import LoginForm, PasswordForm, TokenForm
from foundation.accounts.models import ApiToken
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.accounts.services import change_own_password
from foundation.accounts.tokens import issue_token, revoke_token, usable_tokens
from foundation.common.errors import DomainError
from foundation.ui.actions import ActionForm, ActionFormView, ActionView
from foundation.ui.confirm import Confirmation


class LoginView(StockLoginView):
    """``/login/``; redirects a user who is logged in already."""

    form_class = LoginForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the response of a lockout (setting AXES_LOCKOUT_CALLABLE)."""
    return render(request, "registration/locked.html", status=429)


@method_decorator([never_cache, sensitive_post_parameters("old", "new", "again")], name="dispatch")
class PasswordView(AuthenticatedView):
    """``/account/password/``"""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(PasswordForm())

    def post(self, request: AuthenticatedRequest) -> HttpResponse:
        user = request.user
        form = PasswordForm(request.POST)
        if form.is_valid():
            try:
                account = change_own_password(user=user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
            except DomainError as error:
                form.add_domain_error(error)
            else:
                update_session_auth_hash(request, account)
                messages.success(request, "密码已改。其他地方的登录已退出。")
                if count := usable_tokens(account).count():
                    messages.info(request, f"名下 {count} 个接口令牌仍然有效，不是您申请的请在“接口令牌”里停用。")
                return HttpResponseRedirect("/")
        return self._page(form, status=422)

    def _page(self, form: PasswordForm, status: int = 200) -> HttpResponse:
        return render(self.request, "accounts/password.html", {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class TokensView(AuthenticatedView, ActionFormView):
    """``/account/tokens/``: the own tokens. A new secret is shown once, in the response that creates it."""

    table = TOKEN_ACTIONS
    code = "issue"
    form_class = TokenForm
    template_name = "accounts/tokens.html"
    issued: tuple[ApiToken, str] | None = None

    def act(self, form: TokenForm) -> HttpResponse:
        given, user = form.cleaned_data, self.request.user
        self.issued = issue_token(user=user, account=user, label=given["label"], days=int(given["days"]))
        return self.page(self.make_form())

    def page_context(self) -> dict[str, Any]:
        new, secret = self.issued or (None, "")
        tokens = [_shown(token) for token in ApiToken.objects.visible_to(self.request.user)]
        return {"tokens": tokens, "new": new, "secret": secret}


def _shown(token: ApiToken) -> tuple[ApiToken, str, str, str]:
    """Return an own token with its state, the state in words, and the address of its revocation if it can be."""
    state, revoke = token_state(token), TOKEN_ACTIONS["revoke"]
    url = TOKEN_ACTIONS.url_of(revoke, token.pk) if revoke.allows(state) else ""
    return token, state, TOKEN_ACTIONS.states[state], url


class RevokeTokenView(AuthenticatedView, ActionView):
    """``/account/tokens/<pk>/revoke/``"""

    table = TOKEN_ACTIONS
    code = "revoke"

    def get_object(self) -> ApiToken:
        return get_object_or_404(ApiToken.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def state_of(self, obj: ApiToken) -> str:
        return token_state(obj)

    def object_url(self) -> str:
        return reverse("accounts:tokens")

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="停用接口令牌",
            happens=[f"令牌“{self.object.label}”立即失效，用它的程序不能再读写。"],
            undo="不能恢复，可另行申请。",
            action="确认停用",
            back_url=self.object_url(),
            is_danger=True,
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        token = revoke_token(user=self.request.user, token=self.object)
        return f"令牌“{token.label}”已停用。", self.object_url()
