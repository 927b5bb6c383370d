"""Every act that services journal has a Chinese name: an auditor never reads an English word."""

from __future__ import annotations

import re
from pathlib import Path

from accidents.actions import ACCIDENT_ACTIONS
from documents.actions import (
    COUNTERSIGNATURE_ACTIONS,
    DOCUMENT_ACTIONS,
    RECEIPT_ACTIONS,
    REPLY_ACTIONS,
)
from foundation.audit.event_labels import event_label, event_labels

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("accidents", "accountability", "assessment", "documents", "foundation", "yiyang_ems")
#: The act named in a call of ``record`` or of a package's own helper (``log_decision_event``, ``publish``).
_RECORDED = re.compile(r'\b(?:record|log_\w+|note_\w+|publish)\((?:[^()]|\([^()]*\))*?"([a-z_]+\.[a-z_]+)"', re.S)


def recorded_acts() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for act in _RECORDED.findall(path.read_text(encoding="utf-8")):
            found[act] = str(path.relative_to(ROOT))
    return found


def test_every_recorded_act_has_a_name() -> None:
    acts = recorded_acts()
    assert {"user.manage", "session.login"} <= set(acts)
    assert {act: path for act, path in acts.items() if act not in event_labels()} == {}


def test_unknown_act_is_shown_as_it_is() -> None:
    assert event_label("user.manage") == "管理用户"
    assert event_label("old.act") == "old.act"


def test_every_event_of_a_declared_action_has_a_name() -> None:
    tables = [ACCIDENT_ACTIONS, DOCUMENT_ACTIONS, COUNTERSIGNATURE_ACTIONS, RECEIPT_ACTIONS, REPLY_ACTIONS]
    events = {action.event_code for table in tables for action in table}
    assert {"document.submit", "document.edit", "document.recipients"} <= events
    assert events - set(event_labels()) == set()
