"""Errors, pages, versions and repetition of the API, on a small viewset over messages."""

import threading
import time

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import include, path
from rest_framework import serializers, viewsets
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.test import APIClient

from foundation.api.etag import EtagMixin
from foundation.api.idempotency import IdempotentMixin
from foundation.api.pagination import Page
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.organizations.models import Division, Sector
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


class PlaceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Division
        fields = ("code", "name")


class Places(viewsets.ReadOnlyModelViewSet):
    queryset = Division.objects.order_by("code")
    serializer_class = PlaceSerializer
    pagination_class = Page


class SectorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Sector
        fields = ("code", "name", "order")


class Sectors(IdempotentMixin, EtagMixin, viewsets.ModelViewSet):
    queryset = Sector.objects.order_by("code")
    serializer_class = SectorSerializer
    version_field = "order"

    def perform_create(self, serializer):
        refusal = {
            "refused": DomainError("month_closed", "本月已经关账。", {"order": "请改。"}),
            "forbidden": NotPermitted("由市局办理。"),
            "stale": Stale("王凯 10:12 改了。"),
        }.get(serializer.validated_data["name"])
        if refusal:
            raise refusal
        serializer.save()

    def update(self, request, *args, **kwargs):
        sector = self.get_object()
        version = self.expected_version(request, sector)
        sector.order += 1
        sector.save()
        return self.with_etag(Response({"version": version}), sector)


router = DefaultRouter()
router.register("places", Places, basename="place")
router.register("sectors", Sectors, basename="sector")
urlpatterns = [path("", include(router.urls))]


@pytest.fixture
def api():
    client = APIClient()
    client.force_authenticate(make_user("officer"))
    with override_settings(ROOT_URLCONF=__name__):
        yield client


def sector(code: str = "new", name: str = "新行业", order: int = 99) -> dict:
    return {"code": code, "name": name, "order": order}


def test_pages_have_their_size_and_their_limit(api):
    first = api.get("/places/?page_size=10").json()
    assert len(first["results"]) == 10
    assert first["count"] == Division.objects.count()
    assert len(api.get("/places/?page_size=5000").json()["results"]) == 200
    assert len(api.get("/places/").json()["results"]) == 50


@pytest.mark.parametrize(
    ("call", "status", "code"),
    [
        (lambda api: api.get("/places/?page=9999"), 404, "not_found"),
        (lambda api: api.get("/places/1/"), 404, "not_found"),
        (lambda api: api.post("/places/", {}), 405, "method_not_allowed"),
        (lambda api: api.post("/sectors/", data="{", content_type="application/json"), 400, "unreadable"),
        (lambda api: api.post("/sectors/", data="x", content_type="text/plain"), 415, "unsupported_media_type"),
        (lambda api: api.post("/sectors/", sector(name="refused")), 422, "month_closed"),
        (lambda api: api.post("/sectors/", sector(name="forbidden")), 403, "not_permitted"),
        (lambda api: api.post("/sectors/", sector(name="stale")), 409, "stale"),
    ],
)
def test_every_error_has_one_shape(api, call, status, code):
    response = call(api)
    assert response.status_code == status
    answer = response.json()
    assert set(answer) == {"code", "message", "fields"}
    assert answer["code"] == code
    assert any("\u4e00" <= char <= "\u9fff" for char in answer["message"])


def test_half_a_character_is_refused_and_not_an_error_of_ours(api):
    body = '{"name": "\\ud800"}'
    answer = api.post("/sectors/", body, content_type="application/json", headers={"Idempotency-Key": "half"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "unreadable"


def test_fields_of_a_wrong_body_are_named(api):
    answer = api.post("/sectors/", {"code": "x" * 40, "name": "名"})
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"code", "order"}
    assert answer.json()["message"] == "还有 2 处待改。"


def test_nobody_is_told_to_log_in():
    with override_settings(ROOT_URLCONF=__name__):
        response = APIClient().get("/places/")
    assert response.status_code in (401, 403)
    assert response.json()["code"] == "not_authenticated"


def test_a_change_says_which_version_it_means(api):
    api.post("/sectors/", sector())
    tag = api.get("/sectors/new/")["ETag"]
    assert tag == '"99"'
    done = api.patch("/sectors/new/", {}, headers={"If-Match": tag})
    assert (done.status_code, done.json()["version"], done["ETag"]) == (200, 99, '"100"')
    late = api.patch("/sectors/new/", {}, headers={"If-Match": tag})
    assert late.status_code == 412
    assert late.json()["code"] == "stale"
    assert Sector.objects.get(pk="new").order == 100
    assert api.patch("/sectors/new/", {}).json()["version"] is None


def test_the_same_request_is_done_once(api):
    header = {"Idempotency-Key": "k1"}
    first = api.post("/sectors/", sector(), headers=header)
    second = api.post("/sectors/", dict(reversed(sector().items())), headers=header)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"
    assert not first.has_header("Idempotency-Replayed")
    assert api.post("/sectors/", sector()).status_code == 400


def test_a_key_is_for_one_content(api):
    header = {"Idempotency-Key": "k1"}
    api.post("/sectors/", sector(), headers=header)
    other = api.post("/sectors/", sector(code="second"), headers=header)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert not Sector.objects.filter(pk="second").exists()


def test_a_key_belongs_to_one_person(api):
    header = {"Idempotency-Key": "k1"}
    api.post("/sectors/", sector(), headers=header)
    api.force_authenticate(make_user("leader"))
    assert api.post("/sectors/", sector(code="second", name="另一行业"), headers=header).status_code == 201


def test_a_refused_request_may_be_mended_with_the_same_key(api):
    header = {"Idempotency-Key": "k1"}
    assert api.post("/sectors/", sector(name="refused"), headers=header).status_code == 422
    assert api.post("/sectors/", sector(), headers=header).status_code == 201


def test_a_death_before_the_answer_leaves_neither_act_nor_key(api, monkeypatch):
    header = {"Idempotency-Key": "k1"}

    def create(self, serializer):
        serializer.save()
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Sectors, "perform_create", create)
        with pytest.raises(SystemExit):
            api.post("/sectors/", sector(), headers=header)
    assert not Sector.objects.filter(pk="new").exists()
    again = api.post("/sectors/", sector(), headers=header)
    assert again.status_code == 201
    assert not again.has_header("Idempotency-Replayed")


@pytest.mark.django_db(transaction=True)
def test_while_one_runs_a_second_waits(api, monkeypatch):
    entered, answers = threading.Event(), []
    user = api.handler._force_user

    def create(self, serializer):
        entered.set()
        time.sleep(0.3)
        serializer.save()

    def send():
        client = APIClient()
        client.force_authenticate(user)
        answers.append(client.post("/sectors/", sector(), headers={"Idempotency-Key": "k1"}))
        connection.close()

    monkeypatch.setattr(Sectors, "perform_create", create)
    threads = [threading.Thread(target=send) for _ in range(2)]
    threads[0].start()
    entered.wait(5)
    threads[1].start()
    for thread in threads:
        thread.join(10)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert sorted(answer.has_header("Idempotency-Replayed") for answer in answers) == [False, True]
