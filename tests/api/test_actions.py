"""The verb of a declared action: its body, its version, its answer, its refusals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import override_settings
from django.urls import include, path
from rest_framework import mixins, serializers, viewsets
from rest_framework.routers import DefaultRouter
from rest_framework.test import APIClient

from foundation.api.actions import ActionMixin, action_endpoint
from foundation.common.actions import Action, TextInput
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Sector
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

RENAME = Action(code="rename", label="改名", text=TextInput("理由", missing="请写理由。"))
CLOSE = Action(code="close", label="停用")


class SectorSerializer(serializers.ModelSerializer[Sector]):
    class Meta:
        model = Sector
        fields = ("code", "name", "order")


class RenameSerializer(serializers.Serializer[Any]):
    """The new name."""

    name = serializers.CharField(source="new_name")


def rename(*, user: Any, sector: Sector, new_name: str, reason: str, version: int | None) -> Sector:
    reason = RENAME.clean_text(reason)
    if new_name == sector.name:
        raise DomainError(ErrorCode.NOTHING_CHANGED, "名称没有变。", {"new_name": "名称没有变。"})
    Sector.objects.filter(pk=sector.pk).update(name=new_name, order=sector.order + 1)
    return sector


def close(*, user: Any, code: str, version: int | None) -> None:
    Sector.objects.filter(pk=code).update(is_active=False)


class Sectors(ActionMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Sector]):
    serializer_class = SectorSerializer
    version_field = "order"

    def get_queryset(self) -> QuerySet[Sector]:
        return Sector.objects.filter(is_active=True)

    def code_of(self, row: Sector) -> str:
        return row.code

    rename = action_endpoint(RENAME, rename, subject="sector", fields=RenameSerializer)
    close = action_endpoint(CLOSE, close, subject="code")


router = DefaultRouter()
router.register("sectors", Sectors, basename="sector")
urlpatterns = [path("", include(router.urls))]


@pytest.fixture
def api() -> Iterator[APIClient]:
    client = APIClient()
    client.force_authenticate(make_user("officer"))
    Sector.objects.create(code="new", name="新行业", order=99)
    with override_settings(ROOT_URLCONF=__name__):
        yield client


def test_it_answers_the_row_as_it_now_stands(api: APIClient) -> None:
    body = {"name": "另一行业", "reason": "更正"}
    done = api.post("/sectors/new/rename/", body, headers={"If-Match": '"99"'})
    assert (done.status_code, done.json()["name"], done["ETag"]) == (200, "另一行业", '"100"')
    late = api.post("/sectors/new/rename/", body, headers={"If-Match": '"99"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale")


def test_a_refusal_names_fields_as_the_body_does(api: APIClient) -> None:
    same = api.post("/sectors/new/rename/", {"name": "新行业", "reason": "更正"})
    assert (same.status_code, same.json()["fields"]) == (422, {"name": "名称没有变。"})
    empty = api.post("/sectors/new/rename/", {"name": "另一行业"})
    assert (empty.status_code, empty.json()["fields"]) == (422, {"reason": "请写理由。"})


def test_a_row_that_is_seen_no_more_is_not_answered(api: APIClient) -> None:
    done = api.post("/sectors/new/close/")
    assert (done.status_code, done.content) == (204, b"")
    assert not Sector.objects.get(pk="new").is_active
