"""Declarations of actions: what an app lets people do, each declared once in the app's ``actions.py``.

From an ``Action`` derive the button, the confirm page (``foundation.ui.actions.ActionView``), the API verb
(``foundation.api.actions.action_endpoint``), the checks of the service, the event in the journal, and, with the
permission table, who receives the to-dos that it opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from foundation.common.access import may
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.people import Person

MAX_TEXT_LENGTH = 500


@dataclass(frozen=True)
class TextInput:
    """The text that an action asks for: a required reason or an optional remark.

    ``name`` is the field in forms, API and services, ``missing`` the Chinese sentence when a required text is empty.
    """

    label: str
    name: str = "reason"
    help_text: str = ""
    missing: str = ""
    max_length: int = MAX_TEXT_LENGTH

    @property
    def is_required(self) -> bool:
        """Return whether the action is refused without it."""
        return bool(self.missing)

    def required(self, missing: str) -> TextInput:
        """Return the same text as one that must be written, for an action that asks for it in some cases only."""
        return replace(self, missing=missing)

    def clean(self, text: str) -> str:
        """Return the stripped text.

        Raises ``DomainError``: ``reason_missing`` when a required text is empty, ``reason_too_long`` above
        ``max_length``. A text is refused, never cut.
        """
        text = text.strip()
        if not text and self.missing:
            raise DomainError(ErrorCode.REASON_MISSING, self.missing, {self.name: self.missing})
        if len(text) > self.max_length:
            message = f"{self.label}最多 {self.max_length} 字，现在 {len(text)} 字，请删短。"
            raise DomainError(ErrorCode.REASON_TOO_LONG, message, {self.name: message})
        return text


@dataclass(frozen=True)
class TodoKind:
    """A kind of to-do: its code, its Chinese name, the word of its button, and the permission it asks for.

    The permission says who receives it: the holders of the roles that have it in the unit. ``others`` are further
    permissions whose holders receive it too, where several people can settle the matter, each in a way of their own.
    """

    code: str
    label: str
    button: str
    permission: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action on one kind of object.

    ``code`` is its name in the table and, unless ``url_name`` and ``url_query`` say otherwise, in URLs and the API;
    ``label`` is its Chinese word, ``button`` the word on its button (default: the label); ``permission`` is a row of
    the permission table, empty for what the system alone does. It starts from one of the states ``sources`` (empty:
    from any) and leads to ``target`` (empty: the state stays). ``text`` is what it asks to write. ``event`` is its code
    in the journal (default: the permission), ``event_label`` the Chinese name of an event that is no row of the table.

    ``is_offered(user, obj)`` says whether it concerns this person and object at all; without it, state and permission
    decide. ``obstacles(user, obj)`` gives Chinese sentences, each a reason why it cannot be done yet; its button stays
    and the page says them, unless ``is_hidden_while_blocked``. ``closes`` and ``opens`` are the to-dos that
    ``foundation.worklist.action_todos.settle_todos`` closes and opens for it. ``url_args`` are the arguments of its URL
    after the key of the object.
    """

    code: str
    label: str
    permission: str = ""
    sources: frozenset[str] = frozenset()
    target: str = ""
    text: TextInput | None = None
    event: str = ""
    event_label: str = ""
    is_offered: Callable[[Any, Any], bool] | None = None
    obstacles: Callable[[Any, Any], Sequence[str]] | None = None
    closes: tuple[TodoKind, ...] = ()
    opens: tuple[TodoKind, ...] = ()
    button: str = ""
    has_button: bool = True
    is_hidden_while_blocked: bool = False
    url_name: str = ""
    url_args: tuple[str, ...] = ()
    url_query: str = ""
    is_primary: bool = False
    is_danger: bool = False

    @property
    def event_code(self) -> str:
        """Return the code of the journal entry."""
        return self.event or self.permission

    def allows(self, state: str) -> bool:
        """Return whether the action may start from ``state``."""
        return not self.sources or state in self.sources

    def clean_text(self, text: str) -> str:
        """Return the checked text of the action. Raises ``DomainError`` as ``TextInput.clean`` does."""
        return self.text.clean(text) if self.text else ""

    def reasons_against(self, user: Person, obj: Any) -> tuple[str, ...]:
        """Return the reasons why it cannot be done with ``obj`` yet, each a Chinese sentence."""
        return tuple(self.obstacles(user, obj)) if self.obstacles else ()

    def require_ready(self, user: Person, obj: Any) -> None:
        """Raise ``DomainError("not_ready")`` with all reasons if any stands against it."""
        if reasons := self.reasons_against(user, obj):
            raise DomainError(ErrorCode.NOT_READY, "；".join(reason.rstrip("。") for reason in reasons) + "。")


@dataclass(frozen=True)
class OfferedAction:
    """An action as a page offers it: the label and address of its button, and the reasons that still prevent it."""

    action: Action
    url: str
    obstacles: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the word on the button."""
        return self.action.button or self.action.label


class ActionTable:
    """All actions on one kind of object, readable as a table of its states.

    ``namespace`` is the URL namespace of the actions; ``states`` maps each state to its Chinese name.
    """

    def __init__(self, actions: Sequence[Action], *, namespace: str, states: Mapping[str, str]) -> None:
        self._by_code = {action.code: action for action in actions}
        self.namespace = namespace
        self.states = dict(states)

    def __getitem__(self, code: str) -> Action:
        return self._by_code[code]

    def __iter__(self) -> Iterator[Action]:
        return iter(self._by_code.values())

    def require_state(self, code: str, state: str, *, name: str = "") -> str:
        """Return the state that the action ``code`` leads to from ``state``.

        ``name`` is what the object is called in the sentence, where an action is on several. Raises
        ``DomainError("wrong_state")`` when it may not start from there.
        """
        action = self[code]
        if not action.allows(state):
            raise DomainError(ErrorCode.WRONG_STATE, self.wrong_state(action, state, name=name))
        return action.target or state

    def wrong_state(self, action: Action, state: str, *, name: str = "") -> str:
        """Return the sentence that refuses ``action`` in ``state``."""
        wanted = "、".join(label for code, label in self.states.items() if code in action.sources)
        now = f"{name}现为“{self.states[state]}”" if name else f"现在是“{self.states[state]}”"
        return f"{now}，不能这样办；只有“{wanted}”时可以。请刷新后再看。"

    def available(self, user: Person, obj: Any, *, state: str) -> list[Action]:
        """Return what ``user`` may do with the stored ``obj`` in ``state``, in the order of the table."""
        return [action for action in self if self.is_available(action.code, user, obj, state=state)]

    def is_available(self, code: str, user: Person, obj: Any, *, state: str) -> bool:
        """Return whether ``user`` may do the action ``code`` with the stored ``obj`` in ``state``."""
        action = self[code]
        return (
            bool(action.permission)
            and action.allows(state)
            and may(user, action.permission)
            and (action.is_offered is None or action.is_offered(user, obj))
            and may(user, action.permission, on=obj)
        )

    def offered(self, user: Person, obj: Any, *, state: str, key: object) -> list[OfferedAction]:
        """Return the buttons of the page of ``obj``; ``key`` is its argument in URLs."""
        offered = [
            OfferedAction(action, self.url_of(action, key), action.reasons_against(user, obj))
            for action in self
            if action.has_button and self.is_available(action.code, user, obj, state=state)
        ]
        return [one for one in offered if not (one.obstacles and one.action.is_hidden_while_blocked)]

    def event_labels(self) -> dict[str, str]:
        """Return the Chinese names of events that are no rows of the permission table."""
        return {action.event_code: action.event_label for action in self if action.event_label}

    def url_of(self, action: Action, key: object) -> str:
        """Return the address of the page of ``action``; ``key`` is the object's argument in URLs."""
        query = f"?{action.url_query}" if action.url_query else ""
        return reverse(f"{self.namespace}:{action.url_name or action.code}", args=[key, *action.url_args]) + query
