"""The person who acts, as the packages below ``accounts`` see one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from foundation.common.scope import Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Workplace(Protocol):
    """The unit of a person: ``foundation.organizations.models.Organization``."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def division_id(self) -> str: ...


class Person(Protocol):
    """A person with an account: ``foundation.accounts.models.User``, which packages below ``accounts`` cannot import.

    ``accounts`` and all above it write ``User``; only the querysets' ``scoped`` takes a ``Person`` everywhere.
    """

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def organization(self) -> Workplace: ...
    @property
    def organization_id(self) -> int: ...
    @property
    def received_unit_ids(self) -> frozenset[int]: ...

    def scope_for(self, act: str) -> Scope: ...
    def may(self, act: str) -> bool: ...


#: Whoever asks: a person, a request without login, or the system itself. Both of the latter may nothing.
Visitor: TypeAlias = "Person | AnonymousUser | None"
