"""The register as programs use it."""

import datetime as dt

import pytest
from rest_framework.test import APIClient

from accidents.models import Accident, AccidentRevision
from foundation.common import clock
from tests.accidents.factories import NOW, moment, registered
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
URL = "/api/v1/accidents/"
BODY = {
    "occurred_at": "2021-03-16T07:50:00+08:00",
    "county": "430922",
    "township": "马迹塘镇",
    "location": "省道 S225 线 48 公里加 300 米",
    "production": "yes",
    "sector": "道路运输",
    "supervising_department": "桃江县交通运输局",
    "enterprise": {"name": "桃江县资水物流有限公司", "credit_code": ""},
    "deaths": 3,
    "direct_loss": "120.00",
}


@pytest.fixture(autouse=True)
def _frozen(city):
    with clock.at(NOW):
        yield


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def clerk():
    return make_user("clerk")


@pytest.fixture
def county(clerk):
    return client_of(clerk)


@pytest.fixture
def city_office():
    return client_of(make_user("officer"))


def test_posting_registers_with_level_and_number(county):
    answer = county.post(URL, BODY)
    assert answer.status_code == 201
    found = answer.json()
    assert found["code"] == "430922-2021-0001"
    assert found["name"] == "桃江“3·16”道路运输事故"
    assert (found["level"], found["status"]) == ("larger", "submitted")
    assert found["level_basis"][0] == {"measure": "deaths", "value": 3, "level": "larger", "text": "3 人以上 10 人以下"}
    assert (found["township"], found["sector"]) == ("430922115", "road_transport")
    assert found["supervising_department"] == "430922-transport"
    assert found["enterprise"] == {"name": "桃江县资水物流有限公司", "credit_code": ""}
    assert found["occurred_at"] == "2021-03-16T07:50:00+08:00"
    assert found["direct_loss"] == "120.00"
    assert answer["ETag"] == '"1"'
    assert county.get(answer["Location"]).json() == found


def test_the_same_key_registers_once(county):
    first = county.post(URL, BODY, headers={"Idempotency-Key": "k-1"})
    again = county.post(URL, BODY, headers={"Idempotency-Key": "k-1"})
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Accident.objects.count() == 1
    other = county.post(URL, BODY | {"deaths": 1}, headers={"Idempotency-Key": "k-1"})
    assert other.status_code == 422
    assert Accident.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"deaths": -1}, "deaths", "死亡人数不能是负数，请改。"),
        ({"occurred_at": "2021-03-16T10:00:00+08:00"}, "occurred_at", "发生时间在将来（现在是 3月16日 09:41），请改。"),
        ({"occurred_at": None}, "occurred_at", "请填发生时间。"),
        ({"township": "430923121"}, "township", "东坪镇不在桃江县，请选本区县的乡镇（街道）。"),
        ({"township": "无此镇"}, "township", "没有这个乡镇（街道），请重选。"),
        ({"township": ""}, "township", "请选乡镇（街道）。"),
        (
            {"enterprise": {"name": "x", "credit_code": "12"}},
            "enterprise.credit_code",
            "统一社会信用代码应为 18 位数字和大写字母，请核对。",
        ),
        (
            {"county": "430923", "township": "430923121", "supervising_department": ""},
            "county",
            "您只能登记桃江县的事故，请改选区县（市）。",
        ),
    ],
)
def test_what_a_service_refuses_names_the_field_and_stores_nothing(county, change, field, message):
    answer = county.post(URL, BODY | change)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
    assert answer.json()["fields"] == {field: message}
    assert not Accident.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"deaths": "three"}, "deaths"),
        ({"occurred_at": "2021-02-30T07:50:00+08:00"}, "occurred_at"),
        ({"occurred_at": "2021-03-16T07:50:00"}, "occurred_at"),
        ({"production": "maybe"}, "production"),
        ({"direct_loss": "1,20"}, "direct_loss"),
        ({"death": 3}, "death"),
        ({"submit": "yes"}, "submit"),
    ],
)
def test_what_cannot_be_read_names_the_field_too(county, change, field):
    answer = county.post(URL, BODY | change)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]
    assert answer.json()["message"]
    assert not Accident.objects.exists()


def test_a_draft_is_changed_then_submitted(county):
    draft = county.post(URL, {"location": "加油站", "submit": False}).json()
    assert draft["status"] == "draft"
    assert county.get(URL).json()["count"] == 0
    assert county.get(f"{URL}?status=draft").json()["count"] == 1
    address = f"{URL}{draft['code']}/"
    refused = county.post(f"{address}submit/")
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"occurred_at", "township", "sector"}
    assert (
        county.patch(address, {name: BODY[name] for name in ("occurred_at", "township", "sector")}).status_code == 200
    )
    assert county.post(f"{address}submit/").json()["status"] == "submitted"


def test_a_townships_report_becomes_a_draft_of_its_county(clerk):
    town = client_of(make_user("township"))
    found = town.post(URL, {"location": "加油站"}).json()
    assert (found["status"], found["township"]) == ("draft", "430922115")
    assert town.post(f"{URL}{found['code']}/submit/").status_code == 403
    assert client_of(clerk).get(f"{URL}{found['code']}/").status_code == 200


def test_if_match_refuses_what_someone_else_changed(county):
    address = f"{URL}{county.post(URL, BODY).json()['code']}/"
    tag = county.get(address)["ETag"]
    changed = county.patch(address, {"deaths": 4}, headers={"If-Match": tag})
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    stale = county.patch(address, {"deaths": 5}, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert Accident.objects.get().deaths == 4


def test_reports_verify_return(county, city_office):
    code = county.post(URL, BODY).json()["code"]
    address = f"{URL}{code}/"
    assert city_office.post(f"{address}verify/", {"note": "已核"}).json()["status"] == "verified"
    more = county.post(f"{address}reports/", {"kind": "follow_up", "figures": {"deaths": 10}, "note": "伤重不治"})
    assert (more.status_code, more.json()["level"], more.json()["status"]) == (201, "major", "submitted")
    assert county.post(f"{address}verify/").status_code == 403
    assert city_office.post(f"{address}return/", {}).json()["fields"] == {"reason": "请写退回原因，县局照此修改。"}
    assert city_office.post(f"{address}return/", {"reason": "核对人数"}).json()["status"] == "returned"
    kinds = [report["kind"] for report in county.get(f"{address}reports/").json()]
    assert kinds == ["flash", "verification", "follow_up", "return"]
    assert county.get(f"{address}reports/").json()[0]["facts"]["deaths"] == 3


def test_filters_and_their_mistakes(county, city_office):
    registered(deaths=3, production="no")
    registered(
        county="430923",
        township="430923121",
        supervising_department="430923-transport",
        occurred_at=moment("2020-12-31T23:59"),
        known_at=None,
    )

    def count(query):
        return city_office.get(f"{URL}?{query}").json()["count"]

    assert count("") == 2
    assert count("county=430923") == count("year=2020") == count("to=2020-12-31") == count("township=430923121") == 1
    assert count("from=2021-01-01&to=2021-03-16") == count("production=no") == count("level=larger") == 1
    assert count("level=larger&level=ordinary") == 2
    assert count("sector=road_transport&status=submitted") == 2
    assert count("sector=coal_mine") == 0
    assert county.get(URL).json()["count"] == 1
    for wrong in ("county=1", "production=x", "from=2021-02-30", "year=abc", "as_of=gestern"):
        answer = city_office.get(f"{URL}?{wrong}")
        assert answer.status_code == 400, wrong
        assert wrong.split("=")[0] in answer.json()["fields"]


def test_as_of_shows_the_register_of_that_moment(city_office):
    late = registered(occurred_at=moment("2020-11-03T10:00"), known_at=None, at=moment("2020-12-28T09:00"))
    before, after = "2020-12-20T18:00:00%2B08:00", "2020-12-28T09:00:00%2B08:00"
    assert city_office.get(f"{URL}?as_of={before}").json()["count"] == 0
    assert city_office.get(f"{URL}?as_of={after}&year=2020&q=道路").json()["results"][0]["code"] == late.code
    assert city_office.get(f"{URL}{late.code}/?as_of={before}").status_code == 404
    assert city_office.get(f"{URL}{late.code}/?as_of={after}").json()["revision"] == 1


@pytest.mark.parametrize("query", ["", "&as_of=2021-04-01T00:00:00%2B08:00"])
def test_the_number_of_queries_does_not_grow_with_the_rows(city_office, django_assert_num_queries, query):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert city_office.get(f"{URL}?page_size=200{query}").status_code == 200
        return len(captured)

    registered()
    queries()
    few = queries()
    for _ in range(29):
        registered()
    assert queries() == few


def test_strangers_and_people_without_the_right(clerk):
    assert APIClient().get(URL).status_code == 401
    assert client_of(make_user("sysadmin")).get(URL).status_code == 403
    accident = registered(clerk)
    elsewhere = client_of(make_user("clerk", username="away", unit="430923-emergency"))
    assert elsewhere.get(f"{URL}{accident.code}/").status_code == 404
    assert elsewhere.patch(f"{URL}{accident.code}/", {"deaths": 9}).status_code == 404
    assert AccidentRevision.objects.count() == 1


def test_days_in_the_list_are_chinese_days(city_office):
    registered(occurred_at=moment("2021-03-15T23:59"), known_at=None)
    assert city_office.get(f"{URL}?from=2021-03-16").json()["count"] == 0
    assert city_office.get(f"{URL}?to={dt.date(2021, 3, 15)}").json()["count"] == 1
