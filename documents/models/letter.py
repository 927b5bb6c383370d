"""What the letters of all apps have in common: a document, and the details it was written from."""

from __future__ import annotations

from typing import Self

from django.db import models

from documents.models.document import Document
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class LetterQuerySet(ScopedQuerySet):
    """Letters are visible with their documents."""

    def scoped(self, user: Person) -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))

    def standing(self) -> Self:
        """Return those neither withdrawn nor revoked."""
        return self.exclude(document__status__in=(Document.Status.VOIDED, Document.Status.REVOKED))

    def under_way(self) -> Self:
        """Return those that are not issued yet."""
        return self.standing().exclude(document__status=Document.Status.ISSUED)

    def issued(self) -> Self:
        """Return those in force."""
        return self.filter(document__status=Document.Status.ISSUED)


class CorrespondenceLetter(models.Model):
    """A letter that an app writes from its records.

    A subclass adds ``document``, a one-to-one field to ``Document``, and what the letter is about. ``details`` holds
    the answers given before drafting, in the form of ``documents.correspondence.details``.
    """

    details = models.JSONField("要素", default=dict, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = LetterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.document.title)  # type: ignore[attr-defined]
