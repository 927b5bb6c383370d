"""Model fields that every app needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db import models

_Set = TypeVar("_Set", contravariant=True)
_Get = TypeVar("_Get", covariant=True)


class PersonField(models.ForeignKey[_Set, _Get]):
    """Who did something. With ``null=True`` it is empty until it is done, or when the system does it.

    A user who is named somewhere is never deleted, and has no reverse accessor for it. Write ``null=True`` at the
    field: mypy reads it there. In migrations it is an ordinary ``ForeignKey``, so they do not depend on this class.
    """

    def __init__(self, verbose_name: str | None = None, *, null: bool = False, **options: Any) -> None:
        options.setdefault("to", settings.AUTH_USER_MODEL)
        options.setdefault("on_delete", models.PROTECT)
        options.setdefault("related_name", "+")
        options.setdefault("blank", null)
        super().__init__(verbose_name=verbose_name, null=null, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, options
