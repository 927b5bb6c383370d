"""The scoped queryset: the only door to rows for anything a person sees."""

from typing import Any, Self

from django.db import models


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that must say what a user may see.

    Lists, details, charts, exports and the API all start from ``Model.objects.visible_to(user)``. A model that does not
    define it fails loudly, and an anonymous or disabled user always sees nothing.
    """

    def visible_to(self, user: Any) -> Self:
        """Return the rows that ``user`` may see; nothing for whoever is not an active, authenticated user."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        return self.scoped(user)

    def scoped(self, user: Any) -> Self:
        """Narrow to the scope of an active user; every model's queryset defines it."""
        raise NotImplementedError(f"{type(self).__name__} does not say what a user may see")


class ReferenceQuerySet(ScopedQuerySet):
    """Rows that every signed-in person may read: published structure, types, rules, number series."""

    def scoped(self, user: Any) -> Self:
        return self
