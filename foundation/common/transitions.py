"""States and the table of transitions between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.common.errors import DomainError, ErrorCode


@dataclass(frozen=True)
class Transition:
    """One allowed transition: the name of the action, the states it may start from, the state it leads to."""

    act: str
    sources: frozenset[str]
    target: str


class TransitionTable:
    """All transitions of one kind of object, readable by an auditor as a table."""

    def __init__(self, transitions: Iterable[Transition], labels: dict[str, str]) -> None:
        self.transitions = tuple(transitions)
        self.labels = labels
        self._by_act = {transition.act: transition for transition in self.transitions}

    def target(self, *, act: str, current: str) -> str:
        """Return the state that ``act`` leads to from ``current``.

        Raises ``DomainError("wrong_state")`` when the action is not allowed from there.
        """
        transition = self._by_act[act]
        if current not in transition.sources:
            wanted = "、".join(self.labels[state] for state in self.labels if state in transition.sources)
            raise DomainError(
                ErrorCode.WRONG_STATE,
                f"现在是“{self.labels[current]}”，不能这样办；只有“{wanted}”时可以。请刷新后再看。",
            )
        return transition.target

    def allows(self, *, act: str, current: str) -> bool:
        """Return whether ``act`` may start from ``current``; for showing or hiding a button."""
        return current in self.sources(act)

    def sources(self, act: str) -> frozenset[str]:
        """Return the states that ``act`` may start from."""
        return self._by_act[act].sources
