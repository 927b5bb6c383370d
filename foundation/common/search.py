"""Find rows by words within their ``search_key``, also by two characters, through an index.

A trigram index does not help for words of two characters, which is how Chinese is searched. The SQL function
``search_terms`` (migration of ``foundation.ui``) splits a key into pairs of characters. A model stores them in a
generated field with a GIN index; as an expression of the index alone they would be computed for every row looked at.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q

from foundation.common.text.search_key import fold, terms


class SearchTerms(Func):
    """The pairs of characters of a ``search_key``, for the generated field ``search_terms`` of a model."""

    function = "search_terms"
    output_field = ArrayField(models.TextField())


def matching(rows: models.QuerySet[Any], words: str, *, also: Q | None = None) -> models.QuerySet[Any]:
    """Rows whose ``search_key`` contains ``words``, or that fulfil ``also`` (such as the beginning of a number).

    One character, or rows without ``search_terms``, are looked through without the index.
    """
    folded = fold(words)
    if not folded:
        return rows
    found = Q(search_key__contains=folded)
    is_indexed = any(field.name == "search_terms" for field in rows.model._meta.fields)
    if is_indexed and (pairs := terms(folded)):
        found = Q(search_terms__contains=pairs) & (found if len(folded) > 2 else Q())
    return rows.filter(found | also if also else found)
