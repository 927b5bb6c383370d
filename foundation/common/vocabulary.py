"""Codes with Chinese labels, without Django: one enum serves models, forms, API and pure rules."""

from __future__ import annotations

from enum import EnumType, StrEnum, nonmember
from typing import Any, Self


class LabelledEnumType(EnumType):
    """The lists that fields and forms ask a vocabulary for, named as those of Django's ``TextChoices``."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Return the pairs of code and label, in order of declaration."""
        members: list[Any] = list(cls)
        return [(member.value, member.label) for member in members]

    @property
    def values(cls) -> list[str]:
        """Return the codes, in order of declaration."""
        return [value for value, _ in cls.choices]

    @property
    def labels(cls) -> list[str]:
        """Return the labels, in order of declaration."""
        return [label for _, label in cls.choices]


class LabelledEnum(StrEnum, metaclass=LabelledEnumType):
    """A vocabulary whose members are declared as ``CODE = "code", "label"``.

    A vocabulary with more words for a code declares them after the label and names them in its ``__init__``.
    """

    label: str
    do_not_call_in_templates = nonmember(True)

    def __new__(cls, value: str, label: str = "", *words: Any) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
