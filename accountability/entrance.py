"""What this package hangs into the house when it starts: receivers, guards of documents, panels, navigation."""

from __future__ import annotations

from accidents import panels as accident_pages
from accidents import previews
from accountability import accident_panels, further_guards, letter_panel, receivers, selectors
from accountability.journaling import ENGINE_ACTS
from accountability.letter_guards import reasons_against
from foundation.documents.guards import register_guard
from foundation.documents.panels import register_panel
from foundation.journal.acts import register_acts
from foundation.kit import navigation


def register() -> None:
    """Called once by ``AppConfig.ready``."""
    receivers.connect()
    register_acts(lambda: ENGINE_ACTS)
    register_guard(reasons_against)
    register_guard(further_guards.reasons_against)
    register_panel(letter_panel.panel)
    accident_pages.register_panel(10, accident_panels.panel)
    previews.register_preview(accident_panels.preview)
    navigation.register(
        navigation.Entry(
            order=navigation.DECISIONS,
            label="处理决定",
            url_name="accountability:decisions",
            act="decision.view",
            count=selectors.waiting_count,
        )
    )
