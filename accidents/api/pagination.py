"""Pages of the register for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.pagination import Page
from foundation.common.paging import KeyedPaginator


class RegisterPage(Page):
    """As every API page, but the number of rows is known beforehand and their keys are found first.

    The view sets ``count`` before it asks for the page: a million accidents are not counted in a request.
    """

    count: int

    def django_paginator_class(  # type: ignore[override]
        self, rows: QuerySet[Any], per_page: int
    ) -> KeyedPaginator:
        """Called like the class that Django REST framework keeps under this name."""
        return KeyedPaginator(rows, per_page, count=self.count)
