"""Users, their API tokens and the one-time link of the first administrator."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property

from foundation.audit.history import track_rows
from foundation.common import clock, permissions
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.common.scope import Scope
from foundation.organizations.models import Organization


class UserQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> UserQuerySet:
        return self.filter(user.scope_for("user.view").q(author="pk"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


@track_rows(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person with an account; permissions follow from the roles and the organization."""

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名或岗位", max_length=60)
    organization = models.ForeignKey(Organization, verbose_name="所属机构", on_delete=models.PROTECT)
    roles = ArrayField(
        models.CharField(max_length=20, choices=permissions.ROLES), verbose_name="角色", default=list, blank=True
    )
    phone = models.CharField("联系电话", max_length=30, blank=True)
    is_active = models.BooleanField("在用", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    must_change_password = models.BooleanField("须改密码", default=False)
    created_at = models.DateTimeField("建立时间", db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def received_unit_ids(self) -> frozenset[int]:
        """Return the ids of the own unit and of those it receives documents for, read once per request."""
        return frozenset([self.organization_id, *self.organization.receives_for.values_list("pk", flat=True)])

    def scope_for(self, act: str) -> Scope:
        """Return the union of what this user's roles grant for ``act``; the empty scope when nothing.

        Raises ``KeyError`` for a permission that is not in the table.
        """
        row = permissions.table()[act]
        if not self.is_active or not row.is_live:
            return Scope()
        words = row.words_of(self.roles)
        return Scope(
            everything="city" in words,
            division_prefixes=frozenset({self.organization.division_id} if "subtree" in words else ()),
            organization_ids=self.received_unit_ids if "charged" in words else frozenset(),
            user_id=self.pk if "own" in words else None,
        )

    def may(self, act: str) -> bool:
        """Return whether any role of this user grants ``act`` anywhere; objects are then checked by their scope."""
        return bool(self.scope_for(act))


class ApiTokenQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> ApiTokenQuerySet:
        """A token is its owner's alone."""
        return self.filter(user.scope_for("token.own").q(**ApiToken.scope_lookups))

    def usable(self) -> ApiTokenQuerySet:
        """Narrow to tokens that are neither revoked nor expired, of active users."""
        unexpired = models.Q(expires_at=None) | models.Q(expires_at__gt=clock.now())
        return self.filter(unexpired, revoked_at=None, user__is_active=True)


class ApiToken(models.Model):
    """A token for programs; only its SHA-256 is stored."""

    scope_lookups: ClassVar[dict[str, str]] = {"author": "user"}

    user = models.ForeignKey(User, verbose_name="用户", on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField("用途", max_length=60)
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("有效期至", null=True, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    last_used_on = models.DateField("最近使用", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user.username} {self.label}"


class OneTimeLink(models.Model):
    """A link for creating the first administrator, printed by the first start without demo data; used once."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "一次性链接"
        verbose_name_plural = "一次性链接"

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
