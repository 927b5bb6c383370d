"""Find rows by words within their ``search_key``, also by two characters, through an index.

A trigram index does not help for words of two characters, which is how Chinese is searched. The SQL function
``search_terms`` (migration of ``foundation.ui``) splits a key into pairs of characters; a GIN index on it finds them.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from foundation.common.text.search_key import fold, terms


class SearchTerms(Func):
    """The pairs of characters of a ``search_key``, for an index and for ``matching``."""

    function = "search_terms"
    output_field = ArrayField(models.TextField())


def matching(rows: models.QuerySet[Any], words: str, *, also: Q | None = None) -> models.QuerySet[Any]:
    """Rows whose ``search_key`` contains ``words``, or that fulfil ``also`` (such as the beginning of a number).

    One character is looked for without the index, within ``rows``.
    """
    folded = fold(words)
    if not folded:
        return rows
    found = Q(search_key__contains=folded)
    if pairs := terms(folded):
        rows = rows.alias(search_terms=SearchTerms(F("search_key")))
        found = Q(search_terms__contains=pairs) & (found if len(folded) > 2 else Q())
    return rows.filter(found | also if also else found)
