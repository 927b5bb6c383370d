"""Which objects may have files, and what the files are for: apps register their models in ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from foundation.common.people import Person
from foundation.common.registry import Registry
from foundation.common.scope import NOTHING


@dataclass(frozen=True)
class Purpose:
    """What a file is to its owner, such as 现场照片.

    ``code`` is stored and unique within a model, ``label`` is its Chinese name. ``permission`` is the permission that
    adds and removes such a file, asked for on the owner; a function returns it for an owner whose state decides.
    """

    code: str
    label: str
    permission: str | Callable[[Any], str]

    def permission_on(self, owner: models.Model) -> str:
        """Return the permission that adds such a file to ``owner`` and removes it."""
        return self.permission if isinstance(self.permission, str) else self.permission(owner)


@dataclass(frozen=True)
class FileOwner:
    """A model whose objects may have files. Its manager has ``visible_to``, its primary key is an integer."""

    model: type[models.Model]
    purposes: tuple[Purpose, ...]


#: By label of the model in lower case.
file_owners: Registry[FileOwner] = Registry()


def register_owner(model: type[models.Model], *purposes: Purpose) -> None:
    """Let objects of ``model`` have files of these purposes. Call it from ``AppConfig.ready``."""
    file_owners.register(FileOwner(model, purposes), key=model._meta.label_lower)


def find_purpose(model: type[models.Model], code: str) -> Purpose:
    """Return a registered purpose. Raises ``LookupError`` when the model has none of that code."""
    found = file_owners.get(model._meta.label_lower)
    for purpose in found.purposes if found else ():
        if purpose.code == code:
            return purpose
    raise LookupError(f"{model._meta.label} has no files for the purpose {code!r}")


def visible_q(user: Person) -> Q:
    """Return the filter of all files whose owner ``user`` may see."""
    reach = NOTHING
    for owner in file_owners:
        visible = owner.model._default_manager.all().visible_to(user)  # type: ignore[attr-defined]
        reach |= Q(owner_type=ContentType.objects.get_for_model(owner.model), owner_id__in=visible.values("pk"))
    return reach
