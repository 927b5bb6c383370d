"""Who reads the journal."""

from __future__ import annotations

from typing import Any

from foundation.audit.models import Event
from foundation.audit.services import record
from foundation.organizations.models import Organization
from tests.support.scope import ScopeSuite, Ways, Where


class TestEvents(ScopeSuite):
    model = Event
    act = "journal.view"
    ways = Ways(list="/journal/", export="/journal/?export=xlsx&cols=message")

    def make(self) -> dict[str, Any]:
        return {
            side: record(
                user=None,
                act="organization.manage",
                obj=Organization.objects.get(code=code),
                division_code=code,
                message=f"范围测试{side}",
            )
            for side, code in (("here", "430922115"), ("elsewhere", "430923121"))
        }

    def where(self, item: Event) -> Where:
        return Where(division=item.division_code)

    def mark(self, item: Event) -> str:
        return item.message
