"""Vetoes: the request upwards, its answer, and the circular that may only follow an approval."""

from __future__ import annotations

import datetime as dt

import pytest

from accountability.decisions import services
from accountability.letters import drafting, veto_approval
from accountability.models import Decision, FollowUpLetter
from documents.content.builder import content_of
from documents.workflow import issuing, review, voiding
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.worklist.models import Message, Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
)
from tests.support.decision_chain import (
    CONTACT,
    drafted_follow_up,
    issued,
    signed,
    text_of,
)

pytestmark = pytest.mark.django_db

REQUEST = """\
益阳市安全生产委员会关于对桃江县人民政府等2个单位实行一票否决的请示
市人民政府：
2021年1月14日、3月16日，桃江县先后发生2起较大生产安全事故，共造成6人死亡。现就对桃江县人民政府和桃江县住房和城乡建设局实行一票否决有关事项请示如下。
一、事故情况
1月14日10时许，桃江县马迹塘镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
3月16日10时许，桃江县鸬鹚渡镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
二、处理依据
《益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知》（益应急发〔2021〕5号）规定，“凡发生2起较大生产安全事故，对属地政府和主管部门实行一票否决”。
三、处理意见
拟对桃江县人民政府和桃江县住房和城乡建设局实行一票否决。
妥否，请批示。
益阳市安全生产委员会
（联系人：市安委会办公室值班室，联系电话：0737-0000000）
抄送：市委"""

CIRCULAR = """\
益阳市安全生产委员会关于对桃江县人民政府等2个单位实行一票否决的通报
各区县（市）人民政府，大通湖区、益阳高新区管委会：
2021年1月14日、3月16日，桃江县先后发生2起较大生产安全事故，共造成6人死亡。按照《益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知》（益应急发〔2021〕5号）“凡发生2起较大生产安全事故，对属地政府和主管部门实行一票否决”的规定，经市委、市政府批准，现将有关情况通报如下。
一、事故情况
1月14日10时许，桃江县马迹塘镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
3月16日10时许，桃江县鸬鹚渡镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
二、处理决定
根据2021年3月24日市委、市政府批复（益办复〔2021〕9号），决定对桃江县人民政府和桃江县住房和城乡建设局实行一票否决。
三、工作要求
（一）深刻吸取教训。被一票否决单位要认真查找事故暴露的问题，举一反三开展隐患排查，逐项落实整改措施、责任单位和完成时限，防止类似事故再次发生。
（二）按时报告整改情况。被一票否决单位自签收本通报的次日起20个工作日内，将整改报告书面报送市安委会办公室。
益阳市安全生产委员会
抄送：市安委会成员单位，桃江县住房和城乡建设局"""


@pytest.fixture
def vetoes(office: Office) -> list[Decision]:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    return [decision("R5a"), decision("R5b")]


@pytest.fixture
def request_out(office: Office, vetoes: list[Decision]) -> FollowUpLetter:
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    issued(office, letter)
    return letter


def record(office: Office, letter: FollowUpLetter, *, approved: bool = True, **changes: object) -> FollowUpLetter:
    values: dict = {
        "number": "益办复〔2021〕9号",
        "day": dt.date(2021, 3, 24),
        "reason": "" if approved else "待调查结论",
    }
    with clock.at(moment("2021-03-26 10:00")):
        return veto_approval.record_approval(
            user=office.officer, letter=letter, is_approved=approved, **{**values, **changes}
        )


def test_the_request_word_for_word(office: Office, vetoes: list[Decision]) -> None:
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    assert text_of(letter) == REQUEST
    assert letter.document.kind_label == "实行一票否决的请示"
    assert content_of(letter.document).signer == "待签发"
    assert {one.status for one in Decision.objects.filter(follow_up_letters=letter)} == {"proposed"}
    document = signed(office, letter)
    assert content_of(document).signer == office.leader.name
    document = issuing.issue(user=office.officer, document=document)
    assert document.content["signer"] == office.leader.name


def test_an_effect_stands_only_when_written_with_its_source(office: Office, vetoes: list[Decision]) -> None:
    effect = "按照《湖南省安全生产工作考核办法》（湘政办发〔2017〕61号）的规定，被一票否决的单位当年不得评先评优。"
    letter = drafted_follow_up(office, "veto_request", vetoes, effect=effect, **CONTACT)
    assert effect in text_of(letter)
    plain = REQUEST.split("二、处理依据")[1]
    assert "评先评优" not in plain


def test_without_a_contact_the_request_stays(office: Office, vetoes: list[Decision]) -> None:
    letter = drafted_follow_up(office, "veto_request", vetoes)
    with pytest.raises(DomainError, match="待填：联系人；还有一处待填：联系电话"):
        review.submit(user=office.officer, document=letter.document)


def test_no_circular_without_a_request_and_no_second_request(office: Office, vetoes: list[Decision]) -> None:
    with pytest.raises(DomainError, match="请先起草请示"):
        drafting.draft_letter(user=office.officer, decisions=vetoes)
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    with pytest.raises(DomainError, match="已有在办的实行一票否决的请示"):
        drafted_follow_up(office, "veto_request", vetoes[:1])
    issued(office, letter)
    with pytest.raises(DomainError, match=r"请示（益安发〔2021〕1号）正在等待批复"):
        drafted_follow_up(office, "veto_request", vetoes)


def test_an_approval_opens_the_way_of_the_circular(
    office: Office, vetoes: list[Decision], request_out: FollowUpLetter
) -> None:
    assert Todo.objects.open().filter(kind="veto_approval").count() == 1
    letter = drafting.draft_letter(user=office.officer, decisions=vetoes)
    assert "【待填：市委、市政府批准日期和文号】" in text_of(letter)
    with pytest.raises(DomainError, match="待填：市委、市政府批准日期和文号"):
        review.submit(user=office.officer, document=letter.document)
    record(office, request_out)
    assert not Todo.objects.open().filter(kind="veto_approval").exists()
    drafting.rewrite_letter(user=office.officer, letter=letter)
    assert text_of(letter) == CIRCULAR
    assert issued(office, letter).document_number == "益安发〔2021〕2号"
    assert set(Decision.objects.filter(letter=letter).values_list("status", flat=True)) == {"issued"}


def test_a_gap_written_over_by_hand_does_not_replace_the_approval(
    office: Office, vetoes: list[Decision], request_out: FollowUpLetter
) -> None:
    letter = drafting.draft_letter(user=office.officer, decisions=vetoes)
    document = letter.document
    for block in document.content["blocks"]:
        block["text"] = block["text"].replace("【待填：市委、市政府批准日期和文号】", "市委、市政府意见")
    document.save(update_fields=["content"])
    document = signed(office, letter)
    with pytest.raises(DomainError, match="批复还没有登记，不能印发"):
        issuing.issue(user=office.officer, document=document)
    record(office, request_out)
    assert issuing.issue(user=office.officer, document=document).status == "issuing"


def test_an_approval_holds_for_the_accidents_asked_about(
    office: Office, vetoes: list[Decision], request_out: FollowUpLetter
) -> None:
    record(office, request_out)
    larger("2021-03-18", township=HUISHANGANG)
    drain()
    letter = drafting.draft_letter(user=office.officer, decisions=[decision("R5a"), decision("R5b")])
    with pytest.raises(DomainError, match="批复以后依据的事故有变"):
        review.submit(user=office.officer, document=letter.document)


def test_a_refusal_lets_the_leader_decline(office: Office, vetoes: list[Decision], request_out: FollowUpLetter) -> None:
    record(office, request_out, approved=False)
    assert Message.objects.filter(recipient=office.leader, title__startswith="请示未获批准").count() == 1
    with pytest.raises(DomainError, match="没有批准"):
        drafting.draft_letter(user=office.officer, decisions=vetoes)
    for one in vetoes:
        services.decline(user=office.leader, decision=one, reason="市委、市政府没有批准：待调查结论")
    assert set(Decision.objects.filter(measure="veto").values_list("status", flat=True)) == {"declined"}


def test_after_a_refusal_one_may_ask_again(office: Office, vetoes: list[Decision], request_out: FollowUpLetter) -> None:
    record(office, request_out, approved=False)
    again = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    issued(office, again)
    record(office, again)
    assert "益办复〔2021〕9号" in text_of(drafting.draft_letter(user=office.officer, decisions=vetoes))


def test_what_cannot_be_recorded(office: Office, vetoes: list[Decision]) -> None:
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    with pytest.raises(DomainError, match="还没有印发"):
        record(office, letter)
    issued(office, letter)
    with pytest.raises(NotPermitted):
        veto_approval.record_approval(
            user=office.leader, letter=letter, is_approved=True, number="1", day=clock.today()
        )
    for changes, field in (
        ({"number": " "}, "number"),
        ({"number": "号" * 61}, "number"),
        ({"day": dt.date(2021, 3, 19)}, "day"),
        ({"day": dt.date(2021, 3, 27)}, "day"),
        ({"approved": False, "reason": ""}, "reason"),
    ):
        with pytest.raises(DomainError) as refused:
            record(office, letter, **changes)
        assert set(refused.value.fields) == {field}
    record(office, letter)
    with pytest.raises(DomainError, match="已登记过"):
        record(office, letter, approved=False)
    letter.refresh_from_db()
    assert (letter.is_approved, letter.approval_recorded_by) == (True, office.officer)


def test_a_withdrawn_request_counts_for_nothing(office: Office, vetoes: list[Decision]) -> None:
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    voiding.withdraw_draft(document=letter.document, reason="改稿", user=office.officer)
    with pytest.raises(DomainError, match="请先起草请示"):
        drafting.draft_letter(user=office.officer, decisions=vetoes)
    assert drafted_follow_up(office, "veto_request", vetoes, **CONTACT).document.status == "draft"


def test_a_declined_veto_stops_its_request(office: Office, vetoes: list[Decision]) -> None:
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    services.decline(user=office.leader, decision=vetoes[1], reason="部门无责任")
    with pytest.raises(DomainError, match="住房和城乡建设局 一票否决现为“不予处理”"):
        review.submit(user=office.officer, document=letter.document)
