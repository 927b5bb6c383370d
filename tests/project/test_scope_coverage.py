"""Every model needs a scope test: a ``ScopeSuite`` of its own, or a written reason why not."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from tests.support.packages import PACKAGES
from tests.support.scope import ScopeSuite

TESTS = Path(__file__).resolve().parents[1]

#: Models whose rows no user reads directly, and why.
EXEMPT = {
    "accounts.OneTimeLink": "holds a digest; read only by the page that a secret link opens, before anyone exists",
    "documents.NumberCounter": "internal counter, locked while a number is taken; shown nowhere",
    "accidents.CodeCounter": "internal counter, locked while a number is taken; shown nowhere",
    "accidents.AccidentTally": "sums of the register; in_scope narrows them, tests/accidents/test_tally.py compares",
    "documents.DocumentVersion": "earlier texts of a document, read only through its page, which is scoped",
    "accountability.DecisionBasis": "rows of a decision, read only through the decision, which is scoped",
    "api.AnsweredRequest": "answers kept for repeated API requests; read by the same person and address only",
    "accountability.ReconciliationRequest": "internal queue of the workers; shown nowhere",
}


def our_models() -> list[type[models.Model]]:
    """Models of our packages, without the history tables that pghistory derives from them."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith(PACKAGES):
            found += [model for model in config.get_models() if not hasattr(model, "pgh_tracked_model")]
    return found


def covered_models() -> set[type[models.Model]]:
    for path in sorted(TESTS.glob("*/test_scope.py")):
        import_module(f"tests.{path.parent.name}.test_scope")
    return set(ScopeSuite.covered)


def test_every_model_has_a_scope_test_or_a_reason() -> None:
    missing = [
        model._meta.label for model in our_models() if model not in covered_models() and model._meta.label not in EXEMPT
    ]
    assert not missing, f"write a ScopeSuite in tests/<app>/test_scope.py for: {', '.join(missing)}"


def test_exemptions_are_still_needed() -> None:
    labels = {model._meta.label for model in our_models()}
    assert set(EXEMPT) <= labels
    assert not {model._meta.label for model in covered_models()} & set(EXEMPT)


def test_every_model_fails_closed() -> None:
    managers: dict[str, Any] = {m._meta.label: m._default_manager for m in our_models() if m._meta.label not in EXEMPT}
    silent = [label for label, rows in managers.items() if not hasattr(rows, "visible_to")]
    assert not silent, f"these do not say what a user may see: {', '.join(silent)}"
    leaking = [label for label, rows in managers.items() if not rows.visible_to(None).query.is_empty()]
    assert leaking == []
