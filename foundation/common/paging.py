"""Pages of long lists: how many rows there are is known beforehand, and a page's keys are found before its rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class KeyedPaginator(Paginator):
    """Pages of ``rows`` of which there are ``count``.

    The keys of a page are found in the order and with the filters of ``rows``, if possible from an index alone; only
    its own rows are then read with all that they relate to, in a second statement: with a dozen joins in one, the
    planner no longer begins with the keys. ``rows`` must be ordered and without ``distinct``.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count

    def page(self, number: int | str) -> Page[Any]:
        """Return a page; raises ``InvalidPage`` for one that does not exist."""
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        return Page(rows.filter(pk__in=keys), valid, self)
