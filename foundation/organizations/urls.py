"""Addresses of login, the own account, and 系统管理."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from foundation.organizations.views import account, reference, sessions, units, user_acts, users

_pages = [
    path("account/password/", account.PasswordView.as_view(), name="password"),
    path("account/tokens/", account.TokensView.as_view(), name="tokens"),
    path("account/tokens/<int:pk>/revoke/", account.RevokeTokenView.as_view(), name="revoke-token"),
    path("system/users/", users.UserListView.as_view(), name="users"),
    path("system/users/new/", users.NewUserView.as_view(), name="new-user"),
    path("system/users/<int:pk>/", users.UserView.as_view(), name="user"),
    path("system/users/<int:pk>/edit/", users.EditUserView.as_view(), name="edit-user"),
    path("system/users/<int:pk>/roles/", users.RolesView.as_view(), name="user-roles"),
    path("system/users/<int:pk>/disable/", user_acts.DisableView.as_view(), name="disable-user"),
    path("system/users/<int:pk>/enable/", user_acts.EnableView.as_view(), name="enable-user"),
    path("system/users/<int:pk>/reset/", user_acts.ResetPasswordView.as_view(), name="reset-password"),
    path("system/users/<int:pk>/unlock/", user_acts.UnlockView.as_view(), name="unlock-user"),
    path("system/users/<int:pk>/appoint/", user_acts.AppointView.as_view(), name="appoint-user"),
    path("system/sessions/", sessions.SessionsView.as_view(), name="sessions"),
    path("system/sessions/<slug:handle>/end/", sessions.EndSessionView.as_view(), name="end-session"),
    path("system/roles/", sessions.RoleTableView.as_view(), name="roles"),
    path("system/organizations/", units.UnitListView.as_view(), name="units"),
    path("system/organizations/new/", units.NewUnitView.as_view(), name="new-unit"),
    path("system/organizations/<slug:code>/", units.UnitView.as_view(), name="unit"),
    path("system/organizations/<slug:code>/toggle/", units.ToggleUnitView.as_view(), name="toggle-unit"),
    path("system/holidays/", reference.HolidaysView.as_view(), name="holidays"),
    path("system/holidays/<slug:day>/remove/", reference.RemoveHolidayView.as_view(), name="remove-holiday"),
    path("system/dictionaries/", reference.DictionariesView.as_view(), name="dictionaries"),
    path("system/dictionaries/deadlines/<slug:kind>/", reference.DeadlineView.as_view(), name="deadline"),
    path("system/dictionaries/sectors/<slug:code>/", reference.SectorView.as_view(), name="sector"),
]

urlpatterns = [
    path("login/", account.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include((_pages, "organizations"))),
]
