"""Interviews: the notice, the gaps that keep it back, the minutes that follow and the deadline they set."""

from __future__ import annotations

import datetime as dt

import pytest

from accountability.letters import drafting, follow_up
from accountability.models import Decision, FollowUpLetter
from documents.workflow import review, voiding
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.worklist.models import Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    correct,
    decision,
    drain,
    larger,
)
from tests.support.decision_chain import (
    CONTACT,
    INTERVIEW,
    MINUTES,
    drafted_follow_up,
    issued,
    issued_letter,
    text_of,
)

pytestmark = pytest.mark.django_db

NOTICE = """\
益阳市安全生产委员会关于约谈桃江县人民政府等2个单位的通知书
桃江县人民政府，桃江县马迹塘镇人民政府：
2021年3月1日，桃江县马迹塘镇发生一起较大生产安全事故，造成3人死亡。按照《益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知》（益应急发〔2021〕5号）“发生1起较大生产安全事故，对所在乡（镇）和区（县）主管部门黄牌警告，并约谈县、乡人民政府”的规定，决定约谈桃江县人民政府和桃江县马迹塘镇人民政府。现将有关事项通知如下。
一、约谈事由
3月1日10时许，桃江县马迹塘镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
二、约谈安排
（一）时间：2021年3月25日15时。
（二）地点：市应急管理局三楼会议室。
（三）主持人：市安委会副主任。
（四）到场人员：桃江县人民政府、马迹塘镇人民政府主要负责人。
三、有关要求
请被约谈单位准备书面材料，约谈时提交。内容包括：事故基本情况、原因分析、主要教训和整改措施。
联系人：市安委会办公室值班室，联系电话：0737-0000000。
益阳市安全生产委员会"""

AFTER = """\
约谈桃江县人民政府等2个单位纪要
按照《益阳市安全生产委员会关于约谈桃江县人民政府等2个单位的通知书》（益安函〔2021〕1号），2021年3月25日15时，市安委会副主任在市应急管理局三楼会议室主持约谈，就桃江“3·1”高处坠落事故约谈桃江县人民政府和桃江县马迹塘镇人民政府。现将约谈情况纪要如下。
一、约谈事由
3月1日10时许，桃江县马迹塘镇向阳路建筑工地发生一起高处坠落事故。施工人员从脚手架坠落。事故造成3人死亡，直接经济损失80万元，为较大生产安全事故。
二、被约谈单位汇报情况
两单位汇报了事故情况、原因和整改措施。
三、约谈意见
（一）压实工地安全责任。
（二）全面排查脚手架隐患。
四、整改要求
桃江县人民政府和桃江县马迹塘镇人民政府要逐项落实约谈意见，于2021年4月22日前将整改报告书面报送市安委会办公室。
出席：桃江县人民政府、马迹塘镇人民政府主要负责人
益阳市安全生产委员会
抄送：市安委会成员单位，桃江县人民政府，桃江县马迹塘镇人民政府"""


@pytest.fixture
def asked(office: Office) -> list[Decision]:
    accident = larger("2021-03-01")
    drain()
    return [decision("R4c", accident), decision("R4d", accident)]


def test_the_notice_word_for_word(office: Office, asked: list[Decision]) -> None:
    letter = drafting.draft_letter(user=office.officer, decisions=asked, details=INTERVIEW)
    assert text_of(letter) == NOTICE
    document = letter.document
    assert (document.kind_label, document.content["form"]) == ("约谈通知书", "letter")
    roles = dict(document.recipients.values_list("organization__code", "role"))
    assert roles == {"430922": "main", "430922115": "main"}


def test_what_nobody_decided_is_a_gap_that_keeps_the_notice_back(office: Office, asked: list[Decision]) -> None:
    letter = drafting.draft_letter(user=office.officer, decisions=asked)
    text = text_of(letter)
    for what in ("约谈时间", "约谈地点", "主持人", "到场人员", "联系人", "联系电话"):
        assert f"【待填：{what}】" in text
    with pytest.raises(DomainError, match="还有一处待填：约谈时间；还有一处待填：约谈地点"):
        review.submit(user=office.officer, document=letter.document)
    drafting.rewrite_letter(user=office.officer, letter=letter, details=INTERVIEW)
    assert text_of(letter) == NOTICE
    assert review.submit(user=office.officer, document=letter.document).status == "in_review"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"at": "明天"}, "at"),
        ({"place": "会议室\n三楼"}, "place"),
        ({"place": "会" * 201}, "place"),
        ({"chair": "【待填：我】"}, "chair"),
        ({"chair": 7}, "chair"),
        ({"findings": []}, "findings"),
        ({"at": "9999-12-31T23:59:59-14:00"}, "at"),
    ],
)
def test_bad_details_are_refused_by_field(office: Office, asked: list[Decision], details: dict, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        drafting.draft_letter(user=office.officer, decisions=asked, details=details)
    assert set(refused.value.fields) == {field}
    assert not Decision.objects.filter(status="drafting").exists()


def test_minutes_follow_and_set_the_deadline(office: Office, asked: list[Decision]) -> None:
    letter = issued_letter(office, asked, **INTERVIEW)
    assert letter.document.document_number == "益安函〔2021〕1号"
    todo = Todo.objects.open().get(kind="interview_minutes")
    assert todo.due_at == moment("2021-03-28 15:00")
    chosen = list(Decision.objects.filter(letter=letter))
    assert {one.report_due_on for one in chosen} == {None}
    with clock.at(moment("2021-03-26 09:00")):
        minutes = drafted_follow_up(office, "interview_minutes", chosen, **MINUTES)
        assert not Todo.objects.open().filter(kind="interview_minutes").exists()
        assert text_of(minutes) == AFTER
        document = issued(office, minutes)
    assert document.document_number == "益安纪〔2021〕1号"
    due = set(Decision.objects.filter(letter=letter).values_list("report_due_on", "status"))
    assert due == {(dt.date(2021, 4, 22), "issued")}
    with pytest.raises(DomainError, match="已印发约谈纪要（益安纪〔2021〕1号）"):
        drafted_follow_up(office, "interview_minutes", chosen)


def test_the_report_is_asked_for_by_the_paper_that_set_it(office: Office, asked: list[Decision]) -> None:
    letter = issued_letter(office, asked, **INTERVIEW)
    chosen = list(letter.decisions.all())
    with clock.at(moment("2021-03-26 09:00")):
        issued(office, drafted_follow_up(office, "interview_minutes", chosen, **MINUTES))
    with clock.at(moment("2021-05-06 09:00")):
        text = text_of(drafted_follow_up(office, "urging", chosen, report_by="2021-05-10", **CONTACT))
    assert "按照《约谈桃江县人民政府等2个单位纪要》（益安纪〔2021〕1号）要求" in text
    assert "书面报送市安委会办公室。" in text


def test_minutes_without_words_have_gaps(office: Office, asked: list[Decision]) -> None:
    letter = issued_letter(office, asked, **INTERVIEW)
    minutes = drafted_follow_up(office, "interview_minutes", list(letter.decisions.all()))
    with pytest.raises(DomainError, match=r"待填：约谈时间.*待填：被约谈单位汇报.*待填：出席人员"):
        review.submit(user=office.officer, document=minutes.document)
    follow_up.rewrite_follow_up(user=office.officer, letter=minutes, details=MINUTES)
    minutes.document.refresh_from_db()
    assert review.submit(user=office.officer, document=minutes.document).status == "in_review"


def test_no_minutes_before_the_notice_and_none_on_other_measures(office: Office, asked: list[Decision]) -> None:
    with pytest.raises(DomainError, match="现为“拟处理”"):
        drafted_follow_up(office, "interview_minutes", asked)
    with pytest.raises(DomainError, match="不是约谈"):
        drafted_follow_up(office, "interview_minutes", [decision("R4a", asked[0].trigger)])
    with pytest.raises(DomainError, match="没有这种后续公文"):
        drafted_follow_up(office, "praise", asked)
    with pytest.raises(DomainError, match="请先勾选"):
        drafted_follow_up(office, "interview_minutes", [])
    for person in (office.leader, office.reviewer):
        with pytest.raises(NotPermitted):
            follow_up.draft_follow_up(user=person, purpose="interview_minutes", decisions=asked)
    assert not FollowUpLetter.objects.exists()


def test_withdrawn_minutes_undo_nothing_and_make_room(office: Office, asked: list[Decision]) -> None:
    letter = issued_letter(office, asked, **INTERVIEW)
    chosen = list(letter.decisions.order_by("pk"))
    minutes = drafted_follow_up(office, "interview_minutes", chosen, **MINUTES)
    with pytest.raises(DomainError, match="已有在办的约谈纪要"):
        drafted_follow_up(office, "interview_minutes", chosen[:1])
    voiding.withdraw_draft(document=minutes.document, reason="重写", user=office.officer)
    assert set(letter.decisions.values_list("status", flat=True)) == {"issued"}
    assert drafted_follow_up(office, "interview_minutes", chosen, **MINUTES).document.status == "draft"


def test_a_correction_is_noticed_in_the_minutes(office: Office, asked: list[Decision]) -> None:
    letter = issued_letter(office, asked, **INTERVIEW)
    minutes = drafted_follow_up(office, "interview_minutes", list(letter.decisions.all()), **MINUTES)
    assert asked[0].trigger is not None
    correct(asked[0].trigger, deaths=4)
    drain()
    with pytest.raises(DomainError, match="“3人死亡”与桃江“3·1”高处坠落事故现有登记不一致"):
        review.submit(user=office.officer, document=minutes.document)
