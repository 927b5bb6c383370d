"""No page makes more queries than its budget, and none makes more with more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accidents.models import Accident, Status
from accountability.models import Decision
from documents.models import Document
from foundation.accounts.models import User
from tests.project.query_budgets import BUDGETS

pytestmark = pytest.mark.usefixtures("demo")


def address_of(path: str, user: User) -> str:
    """Fill in the newest rows that ``user`` sees."""
    if "{accident}" in path:
        rows = Accident.objects.visible_to(user).exclude(status=Status.DRAFT)
        return path.format(accident=rows.order_by("-registered_at", "-pk")[0].code)
    if "{decision}" in path:
        return path.format(decision=Decision.objects.visible_to(user).order_by("-pk")[0].pk)
    if "{document}" in path:
        return path.format(document=Document.objects.visible_to(user).order_by("-pk")[0].pk)
    return path


def queries_of(username: str, path: str) -> int:
    """Number of queries of a warm request, those of session and user included."""
    user = User.objects.get(username=username)
    client = Client()
    client.force_login(user)
    address = address_of(path, user)
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize(("username", "path"), list(BUDGETS))
def test_page_stays_within_its_budget(username: str, path: str) -> None:
    assert queries_of(username, path) <= BUDGETS[username, path]
