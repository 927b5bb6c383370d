"""The values that stepper, timeline and confirm page show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class StepState(StrEnum):
    """Where a step stands; ``BACK`` is a returned one."""

    DONE = "done"
    NOW = "now"
    BACK = "back"
    TO_COME = "next"


@dataclass(frozen=True)
class Step:
    """One cell of the stepper; ``note`` is the date or the person under it."""

    label: str
    state: StepState = StepState.TO_COME
    note: str = ""

    @property
    def state_word(self) -> str:
        return {"done": "已办", "now": "正在办", "back": "退回", "next": "未到"}[self.state]


@dataclass(frozen=True)
class FieldChange:
    """One figure that changed, as words: 死亡 2 → 3."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One entry of a timeline. ``state`` is done, now, next or bad."""

    title: str
    when: str
    who: str = ""
    text: str = ""
    state: str = "done"
    url: str = ""
    changes: Sequence[FieldChange] = field(default_factory=tuple)
