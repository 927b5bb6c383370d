"""The API of decisions, letters and simulations."""

import json
from typing import Any

import pytest
from django.test import Client

from accountability.models import Decision
from documents.models import Document
from documents.workflow import printing
from tests.documents.factories import Office
from tests.support.accident_register import (
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def post(client: Client, url: str, data: Any = None, **headers: str) -> Any:
    return client.post(url, json.dumps(data or {}), content_type="application/json", headers=headers)


def test_the_whole_way_of_a_letter(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    chosen = [decision("R3a", accident).pk, decision("R3b", accident).pk]
    client.force_login(office.officer)
    made = post(client, "/api/v1/letters/", {"decisions": chosen})
    assert made.status_code == 201, made.content.decode()
    letter = made.json()
    url = f"/api/v1/letters/{letter['id']}/"
    assert (letter["status"], letter["decisions"]) == ("draft", chosen)
    assert post(client, f"{url}submit/").json()["status"] == "in_review"
    refused = post(client, f"{url}sign/")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    client.force_login(office.reviewer)
    assert post(client, f"{url}pass/").json()["reviewed"] is True
    client.force_login(office.leader)
    assert post(client, f"{url}sign/").json()["dated_on"] == "2021-03-20"
    client.force_login(office.officer)
    assert client.get(f"{url}document.pdf").status_code == 422
    assert post(client, f"{url}issue/").json()["document_number"] == "益应急发〔2021〕1号"
    waiting = client.get(f"{url}document.pdf")
    assert (waiting.status_code, waiting.json()["code"]) == (202, "rendering")
    printing.render_and_freeze(document_id=Document.objects.get().pk)
    pdf = client.get(f"{url}document.pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF")
    client.force_login(make_user("township"))
    assert client.get(f"/api/v1/decisions/{chosen[0]}/").json()["status"] == "served"
    assert client.get(f"/api/v1/decisions/{chosen[1]}/").status_code == 404
    own = {row["organization"] for row in client.get(url).json()["recipients"]}
    assert own
    assert own < {row["organization"] for row in letter["recipients"]}
    received = post(client, f"{url}acknowledge/")
    assert received.status_code == 200, received.content.decode()
    assert client.get(f"/api/v1/decisions/{chosen[0]}/").json()["status"] == "acknowledged"


def test_a_letter_is_acted_on_in_the_version_that_was_read(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    client.force_login(office.officer)
    letter = post(client, "/api/v1/letters/", {"decisions": [decision("R3a", accident).pk]}).json()
    url = f"/api/v1/letters/{letter['id']}/"
    assert post(client, f"{url}submit/", **{"If-Match": '"99"'}).status_code == 412
    done = post(client, f"{url}submit/", **{"If-Match": client.get(url)["ETag"]})
    assert (done.status_code, done.json()["status"]) == (200, "in_review")


def test_a_stranger_cannot_acknowledge(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    client.force_login(office.officer)
    letter = post(client, "/api/v1/letters/", {"decisions": [decision("R3a", accident).pk]}).json()
    client.force_login(make_user("township", unit="430923121"))
    assert post(client, f"/api/v1/letters/{letter['id']}/acknowledge/").status_code == 404


def test_declining_and_stale_versions(office: Office, client: Client) -> None:
    accident = larger("2021-03-01")
    drain()
    card = decision("R4a", accident)
    url = f"/api/v1/decisions/{card.pk}/decline/"
    client.force_login(office.officer)
    assert post(client, url, {"reason": "不办"}).status_code == 403
    client.force_login(office.leader)
    assert post(client, url, {}).json()["fields"].keys() == {"reason"}
    etag = client.get(f"/api/v1/decisions/{card.pk}/")["ETag"]
    assert post(client, url, {"reason": "不办"}, **{"If-Match": '"99"'}).status_code == 412
    done = post(client, url, {"reason": "不办"}, **{"If-Match": etag})
    assert (done.status_code, done.json()["status"], done.json()["reason"]) == (200, "declined", "不办")
    assert post(client, url, {"reason": "再来"}).status_code == 422


def test_a_provincial_measure_needs_a_number_or_a_reason(office: Office, client: Client) -> None:
    larger("2021-03-01")
    drain()
    expected = Decision.objects.filter(status="expected").first()
    assert expected is not None
    url = f"/api/v1/decisions/{expected.pk}/province/"
    client.force_login(office.officer)
    refused = post(client, url, {})
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_missing")
    assert refused.json()["fields"].keys() == {"document_number"}
    done = post(client, url, {"reason": "省里没有发文。"})
    assert (done.status_code, done.json()["status"]) == (200, "closed")


def test_the_same_key_drafts_one_letter(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    client.force_login(office.officer)
    body = {"decisions": [decision("R3a", accident).pk]}
    key = {"Idempotency-Key": f"letter-{accident.code}-{accident.pk}"}
    first, second = (post(client, "/api/v1/letters/", body, **key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert Document.objects.count() == 1


def test_filters_of_the_list(office: Office, client: Client) -> None:
    larger("2021-03-01")
    make_accident("2021-03-02")
    drain()
    client.force_login(office.leader)

    def count(query: str) -> int:
        return int(client.get(f"/api/v1/decisions/?{query}").json()["count"])

    assert count("") == Decision.objects.count()
    assert count("measure=yellow_card&status=proposed") == 2
    assert count("county=430923") == 0
    assert count("year=2021&ruleset=yiyang-2021&status=expected") == 3
    for year in ("abc", "²", "0000", "99999999999999999999"):
        answer = client.get("/api/v1/decisions/", {"year": year})
        assert answer.status_code == 400
        assert answer.json()["fields"] == {"year": "年份写成四位数字，例如 2021。"}


def test_detail_holds_the_explanation(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    client.force_login(office.officer)
    shown = client.get(f"/api/v1/decisions/{decision('R3a', accident).pk}/").json()
    assert shown["basis"] == [accident.code]
    assert shown["recipient"] == {
        "role": "township_government",
        "code": "430922115",
        "name": "桃江县马迹塘镇人民政府",
    }
    assert shown["explanation"]["counted"][0]["code"] == accident.code
    assert "拟通报桃江县马迹塘镇人民政府" in shown["explanation"]["text"]
    assert shown["explanation"]["threshold"] == 1
    assert set(shown["explanation"]) == {
        "text", "clause", "threshold", "window", "counted", "nearly_counted", "not_concerned"
    }  # fmt: skip


def test_a_simulation_with_an_accident_that_did_not_happen(office: Office, client: Client) -> None:
    larger("2021-03-01", production="no")
    drain()
    client.force_login(office.leader)
    body: dict[str, Any] = {"ruleset": "yiyang-2021", "from": "2021-01-01", "to": "2021-12-31"}
    before = post(client, "/api/v1/simulations/", body).json()
    assert "R2" not in {row["rule"] for row in before["proposals"]}
    extra = {"occurred_at": "2021-05-01T10:00:00+08:00", "county": "430922", "production": "no", "deaths": 3}
    after = post(client, "/api/v1/simulations/", {**body, "extra_accidents": [extra]}).json()
    (card,) = [row for row in after["proposals"] if row["rule"] == "R2"]
    assert card["recipient"]["name"] == "桃江县人民政府"
    assert card["basis"][-1] == "模拟1"
    assert after["window"] == {"start": "2021-01-01", "end": "2021-12-31"}
    assert not Decision.objects.filter(rule__code="R2").exists()
    wrong = post(client, "/api/v1/simulations/", {**body, "extra_accidents": [{**extra, "county": "430721"}]})
    assert wrong.status_code == 400
    assert "没有这个区县代码。" in wrong.json()["fields"].values()
    client.force_login(make_user("clerk"))
    assert post(client, "/api/v1/simulations/", body).status_code == 403
