"""Follow-up letters over the API: drafting, the acts of their document, approvals, revoking and lifting."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accountability.models import Decision, FollowUpLetter
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import (
    CONTACT,
    GOOD,
    INTERVIEW,
    MINUTES,
    drafted_follow_up,
    issued,
    issued_letter,
)
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def post(client: Client, url: str, data: Any = None, **headers: str) -> Any:
    return client.post(url, json.dumps(data or {}), content_type="application/json", headers=headers)


def test_an_interview_with_its_details_then_its_minutes(office: Office, client: Client) -> None:
    accident = larger("2021-03-01")
    drain()
    chosen = [decision("R4c", accident).pk, decision("R4d", accident).pk]
    client.force_login(office.officer)
    made = post(client, "/api/v1/letters/", {"decisions": chosen, "details": INTERVIEW})
    assert made.status_code == 201, made.content.decode()
    assert made.json()["details"]["place"] == "市应急管理局三楼会议室"
    wrong = post(client, "/api/v1/letters/", {"decisions": chosen, "details": {"at": "明天", "colour": "red"}})
    assert wrong.status_code == 422
    early = post(client, "/api/v1/further-letters/", {"purpose": "interview_minutes", "decisions": chosen})
    assert (early.status_code, early.json()["code"]) == (422, "wrong_state")
    issued(office, Decision.objects.get(pk=chosen[0]).letter)  # type: ignore[arg-type]
    body = {"purpose": "interview_minutes", "decisions": chosen, "details": MINUTES}
    minutes = post(client, "/api/v1/further-letters/", body).json()
    assert (minutes["kind"], minutes["status"], minutes["decisions"]) == ("interview_minutes", "draft", chosen)
    url = f"/api/v1/further-letters/{minutes['id']}/"
    assert post(client, f"{url}submit/").json()["status"] == "in_review"
    assert client.get("/api/v1/further-letters/").json()["count"] == 1
    client.force_login(make_user("township"))
    assert client.get(url).status_code == 404


def test_a_request_its_approval_and_who_may_record_it(office: Office, client: Client) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    client.force_login(office.officer)
    body = {"purpose": "veto_request", "decisions": [decision("R5a").pk], "details": CONTACT}
    made = post(client, "/api/v1/further-letters/", body).json()
    url = f"/api/v1/further-letters/{made['id']}/"
    answer = {"approved": True, "number": "益办复〔2021〕9号", "date": "2021-03-20"}
    assert post(client, f"{url}approval/", answer).json()["code"] == "not_issued"
    issued(office, FollowUpLetter.objects.get())
    client.force_login(office.leader)
    assert post(client, f"{url}approval/", answer).status_code == 403
    client.force_login(office.officer)
    late = post(client, f"{url}approval/", {**answer, "date": "2021-03-21"})
    assert (late.status_code, set(late.json()["fields"])) == (422, {"date"})
    assert post(client, f"{url}approval/", answer, **{"If-Match": '"99"'}).status_code == 412
    answered = post(client, f"{url}approval/", answer, **{"If-Match": client.get(url)["ETag"]}).json()
    assert (answered["is_approved"], answered["approval_number"]) == (True, "益办复〔2021〕9号")
    assert post(client, f"{url}approval/", answer).json()["code"] == "already_recorded"


def test_revoking_and_lifting_answer_with_the_letter(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    larger("2021-01-14", production="no")
    larger("2021-03-16", production="no", township=HUISHANGANG)
    drain()
    notice = issued_letter(office, [decision("R3a", accident)])
    card = issued_letter(office, [decision("R2")])
    client.force_login(office.officer)
    url = f"/api/v1/decisions/{notice.decisions.get().pk}/"
    unexplained = post(client, f"{url}revoke/", {})
    assert (unexplained.status_code, unexplained.json()["code"]) == (422, "reason_missing")
    assert post(client, f"{url}revoke/", {"reason": "不负责任"}, **{"If-Match": '"99"'}).status_code == 412
    revoking = post(client, f"{url}revoke/", {"reason": "不负责任"})
    assert (revoking.status_code, revoking.json()["purpose"]) == (201, "revocation")
    assert revoking.json()["title"] == "益阳市应急管理局关于撤销对桃江县马迹塘镇人民政府通报的通知"
    url = f"/api/v1/decisions/{card.decisions.get().pk}/"
    assert post(client, f"{url}lift/").json()["code"] == "not_accepted"
    issued(
        office,
        drafted_follow_up(office, "acceptance", list(card.decisions.all()), inspected_on="2021-03-18", findings=GOOD),
    )
    assert post(client, f"{url}lift/").json()["purpose"] == "lifting"
    client.force_login(office.leader)
    assert post(client, f"{url}lift/").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"purpose": "praise", "decisions": [1]},
        {"purpose": "urging", "decisions": []},
        {"purpose": "urging", "decisions": "all"},
        {"purpose": "urging", "decisions": [1], "details": []},
        {"purpose": "urging", "decisions": [99999999]},
    ],
)
def test_bad_requests_are_refused(office: Office, client: Client, body: dict[str, Any]) -> None:
    client.force_login(office.officer)
    answer = post(client, "/api/v1/further-letters/", body)
    assert answer.status_code in (400, 422)
    assert answer.json()["message"]


def test_the_schema_knows_them(client: Client, office: Office) -> None:
    client.force_login(office.officer)
    schema = client.get("/api/schema/?format=json").json()
    paths = schema["paths"]
    assert {"get", "post"} <= paths["/api/v1/further-letters/"].keys()
    assert "post" in paths["/api/v1/decisions/{id}/revoke/"]
    assert "post" in paths["/api/v1/further-letters/{id}/approval/"]
