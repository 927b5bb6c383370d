"""Scoped querysets: the only way to read rows on behalf of a user."""

from typing import Any, Self

from django.db import models

from foundation.common.people import Person, Visitor


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that must declare which rows a user may see.

    Lists, details, charts, exports and the API all start from ``Model.objects.visible_to(user)``. A model that does not
    define it raises an error; an anonymous or disabled user sees nothing.
    """

    def visible_to(self, user: Visitor) -> Self:
        """Return the rows that ``user`` may see; none for a user who is not active and authenticated."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        return self.scoped(user)

    def scoped(self, user: Person) -> Self:
        """Narrow to the scope of an active user. Every model's queryset defines it."""
        raise NotImplementedError(f"{type(self).__name__} does not say what a user may see")


class ReferenceQuerySet(ScopedQuerySet):
    """Rows that every authenticated user may read: published structure, types, rules, number series."""

    def scoped(self, user: Person) -> Self:
        return self
