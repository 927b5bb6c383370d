"""Every act that services journal has a Chinese name: an auditor never reads an English word."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from foundation.audit.event_labels import event_label, event_labels
from foundation.common.actions import ActionTable
from tests.support.packages import PACKAGES, ROOT, sources

#: The act named in a call of ``record`` or of a package's own helper (``log_decision_event``, ``publish``).
_RECORDED = re.compile(r'\b(?:record|log_\w+|note_\w+|publish)\((?:[^()]|\([^()]*\))*?"([a-z_]+\.[a-z_]+)"', re.S)


def recorded_acts() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sources():
        for act in _RECORDED.findall((ROOT / path).read_text(encoding="utf-8")):
            found[act] = str(path)
    return found


def test_every_recorded_act_has_a_name() -> None:
    acts = recorded_acts()
    assert {"accident.draft", "session.login"} <= set(acts)
    assert {act: path for act, path in acts.items() if act not in event_labels()} == {}


def test_unknown_act_is_shown_as_it_is() -> None:
    assert event_label("user.manage") == "管理用户"
    assert event_label("old.act") == "old.act"


def action_tables() -> list[ActionTable]:
    """Return the tables that the packages' own ``actions`` declare."""
    modules = [import_module(f"{config.name}.actions") for config in apps.get_app_configs() if _declares(config.name)]
    return [value for module in modules for value in vars(module).values() if isinstance(value, ActionTable)]


def _declares(app: str) -> bool:
    return app.startswith(PACKAGES) and find_spec(f"{app}.actions") is not None


def test_every_event_of_a_declared_action_has_a_name() -> None:
    events = {action.event_code for table in action_tables() for action in table} - {""}
    assert {"document.submit", "document.edit", "document.recipients"} <= events
    assert events - set(event_labels()) == set()
