"""A file is seen by whoever sees the accident that it belongs to."""

from __future__ import annotations

from typing import Any

from accidents.models import Accident
from accidents.services.attachments import MATERIAL
from foundation.files.models import Attachment
from foundation.files.services import attach
from tests.accidents.test_scope import two_accidents
from tests.files.test_files import upload
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Where


class TestAttachments(ScopeSuite):
    model = Attachment
    act = "accident.view"

    def make(self) -> dict[str, Any]:
        officer = make_user("officer", username="attaches")
        return {
            name: attach(user=officer, owner=accident, upload=upload(), purpose=MATERIAL)
            for name, accident in two_accidents().items()
        }

    def where(self, item: Attachment) -> Where:
        accident = Accident.objects.get(pk=item.owner_id)
        assert accident.supervising_department is not None
        return Where(division=accident.place_code, unit=accident.supervising_department.code)

    def detail(self, item: Attachment) -> str:
        return f"/files/{item.pk}/"
