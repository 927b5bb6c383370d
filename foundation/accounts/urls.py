"""URLs of login, the own account, users, sessions and the permission table."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from foundation.accounts.views import account, sessions, user_actions, users

_pages = [
    path("account/password/", account.PasswordView.as_view(), name="password"),
    path("account/tokens/", account.TokensView.as_view(), name="tokens"),
    path("account/tokens/<int:pk>/revoke/", account.RevokeTokenView.as_view(), name="revoke-token"),
    path("system/users/", users.UserListView.as_view(), name="users"),
    path("system/users/new/", users.NewUserView.as_view(), name="new-user"),
    path("system/users/<int:pk>/", users.UserView.as_view(), name="user"),
    path("system/users/<int:pk>/edit/", users.EditUserView.as_view(), name="edit-user"),
    path("system/users/<int:pk>/roles/", users.RolesView.as_view(), name="user-roles"),
    path("system/users/<int:pk>/disable/", user_actions.DisableView.as_view(), name="disable-user"),
    path("system/users/<int:pk>/enable/", user_actions.EnableView.as_view(), name="enable-user"),
    path("system/users/<int:pk>/reset/", user_actions.ResetPasswordView.as_view(), name="reset-password"),
    path("system/users/<int:pk>/unlock/", user_actions.UnlockView.as_view(), name="unlock-user"),
    path("system/users/<int:pk>/appoint/", user_actions.AppointView.as_view(), name="appoint-user"),
    path("system/sessions/", sessions.SessionsView.as_view(), name="sessions"),
    path("system/sessions/<slug:handle>/end/", sessions.EndSessionView.as_view(), name="end-session"),
    path("system/roles/", sessions.RoleTableView.as_view(), name="roles"),
]

urlpatterns = [
    path("login/", account.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include((_pages, "accounts"))),
]
