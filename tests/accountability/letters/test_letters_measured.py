"""Every kind of letter as it leaves the portal: made through the services, printed, measured by the ruler."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from accountability.letters import drafting, veto_approval
from accountability.models import Decision, FollowUpLetter, Letter
from documents.content.builder import content_of
from documents.models import Document
from documents.workflow.printing import frozen_bytes
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.documents.gbt9704_checker.measure import faults
from tests.support.accident_register import (
    ANHUA,
    DONGPING,
    HUISHANGANG,
    MAJITANG,
    TAOJIANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import (
    BAD,
    CONTACT,
    GOOD,
    INTERVIEW,
    MINUTES,
    drafted_follow_up,
    issued,
    issued_letter,
)
from tests.support.long_form import one_in

SUMMARY = (
    "3月16日10时许，桃江县灰山港镇金沙工业园一栋在建厂房浇筑屋面时支模架垮塌，5名作业人员被埋，其中3人经抢救无效死亡。"
    "经初步调查，支模架未按专项施工方案搭设，搭设后未经验收即投入使用。"
)
COLLAPSE = {
    "township": HUISHANGANG,
    "summary": SUMMARY,
    "direct_loss": Decimal("586.30"),
    "location": "金沙工业园",
}


def measured(made: Letter | FollowUpLetter | Document, kind: str) -> None:
    document = Document.objects.get(pk=made.pk if isinstance(made, Document) else made.document_id)
    assert document.kind == kind
    found = faults(frozen_bytes(document), content_of(document))
    assert not found, f"{kind} {document.document_number}: {found}"


def test_a_notice_and_the_revocation_of_its_parts(office: Office) -> None:
    accident = make_accident(
        "2021-03-01",
        minor_injuries=2,
        summary="2021年3月1日上午10时许，施工人员张某在拆除脚手架时从三楼坠落，经送医抢救无效死亡。",
    )
    drain()
    chosen = [decision("R3a", accident), decision("R3b", accident)]
    measured(issued_letter(office, chosen), "notice")
    first = drafted_follow_up(office, "revocation", [chosen[1]], reason="该局对事故不负监管责任。")
    measured(issued(office, first), "revocation")
    rest = drafted_follow_up(office, "revocation", [chosen[0]], reason="该起事故经认定不属于生产安全事故。")
    measured(issued(office, rest), "revocation")


def test_a_county_is_warned_urged_supervised_accepted_and_released(office: Office) -> None:
    larger("2021-01-14", production="no", accident_type="1986-02", location="桃花江镇", deaths=3, serious_injuries=1)
    second = larger("2021-03-16 03:05", production="no", **(COLLAPSE | {"minor_injuries": 2}))
    drain()
    notices = Decision.objects.filter(rule__code__in=("R1a", "R1b"), trigger=second)
    measured(issued_letter(office, list(notices)), "notice")
    card = issued_letter(office, [decision("R2")])
    measured(card, "yellow_card")
    chosen = list(card.decisions.all())
    with clock.at(moment("2021-05-20 10:00")):
        urging = drafted_follow_up(office, "urging", chosen, report_by="2021-05-28", **CONTACT)
        measured(issued(office, urging), "urging")
        supervision = drafted_follow_up(
            office,
            "supervision",
            chosen,
            matters="立即整改施工现场的安全隐患\n对在建工地逐一排查，建立台账，于5月底前销号",
            report_by="2021-06-10",
            **CONTACT,
        )
        measured(issued(office, supervision), "supervision")
        refused = drafted_follow_up(
            office,
            "acceptance",
            chosen,
            inspected_on="2021-05-18",
            inspectors="市应急管理局会同市住房和城乡建设局组成的验收组",
            findings=BAD,
            report_by="2021-06-10",
        )
        measured(issued(office, refused), "acceptance")
    with clock.at(moment("2021-06-15 10:00")):
        measured(
            issued(office, drafted_follow_up(office, "acceptance", chosen, inspected_on="2021-06-12", findings=GOOD)),
            "acceptance",
        )
        measured(issued(office, drafted_follow_up(office, "lifting", chosen)), "lifting")


@pytest.mark.long
def test_two_units_are_warned_and_interviewed(office: Office) -> None:
    accident = larger("2021-03-16 10:20", serious_injuries=2, **COLLAPSE)
    drain()
    measured(issued_letter(office, [decision("R4a", accident), decision("R4b", accident)]), "yellow_card")
    asked = [decision("R4c", accident), decision("R4d", accident)]
    measured(issued_letter(office, asked, **INTERVIEW), "interview")
    with clock.at(moment("2021-03-26 10:00")):
        details = {
            "absent": "桃江县住房和城乡建设局局长（因公请假）",
            "listening": "市住房和城乡建设局、市应急管理局有关科室负责人",
            "statement": "桃江县人民政府汇报了事故经过和善后处置情况。\n灰山港镇人民政府汇报了监管责任落实情况。",
        }
        measured(
            issued(office, drafted_follow_up(office, "interview_minutes", asked, **(MINUTES | details))),
            "interview_minutes",
        )


@pytest.mark.long
def test_a_veto_is_asked_for_told_and_revoked(office: Office) -> None:
    larger("2021-01-14 09:30", accident_type="1986-08", location="桃花江镇芙蓉路某餐馆", direct_loss=Decimal("320"))
    larger("2021-03-16 10:20", missing=1, **COLLAPSE)
    drain()
    vetoes = list(Decision.objects.filter(rule__code__startswith="R5", county_id=TAOJIANG).order_by("rule__code"))
    request = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    measured(issued(office, request), "veto_request")
    with clock.at(moment("2021-03-26 10:00")):
        veto_approval.record_approval(
            user=office.officer,
            letter=request,
            is_approved=True,
            number="益办复〔2021〕9号",
            day=dt.date(2021, 3, 24),
            reason="",
        )
        circular = drafting.draft_letter(user=office.officer, decisions=vetoes)
        measured(issued(office, circular), "veto")
        revocation: dict[str, Any] = {"approval_number": "益办复〔2021〕12号", "approved_on": "2021-03-25"}
        reason = "3月16日事故经认定为一般事故"
        measured(
            issued(office, drafted_follow_up(office, "revocation", vetoes, reason=reason, **revocation)), "revocation"
        )


@pytest.mark.parametrize("count", one_in(2, [3, 40]))
def test_a_month_of_accidents(office: Office, count: int) -> None:
    towns = [(TAOJIANG, MAJITANG), (TAOJIANG, HUISHANGANG), (ANHUA, DONGPING)]
    places = ["向阳路建筑工地", "金沙工业园竹木加工厂", "大码头社区竹器厂车间"]
    for number in range(count):
        county, township = towns[number % 3]
        make_accident(
            f"2021-02-{1 + (number * 7) % 28:02} {number % 24:02}:{(number * 13) % 60:02}",
            county=county,
            township=township,
            deaths=1 if number % 3 != 2 else 0,
            serious_injuries=0 if number % 3 != 2 else 1,
            location=places[number % 3],
            supervising_department=f"{county}-housing" if number % 2 else f"{county}-emergency",
        )
    drain()
    chosen = list(Decision.objects.filter(rule__code__in=("R3a", "R3b")))
    measured(issued_letter(office, chosen), "notice")
