"""Letters: who may draft what together, what the letter says, what keeps it back, what follows from its issue."""

import datetime as dt

import pytest

from accidents.services.verification import return_, verify
from accountability.decisions import services
from accountability.letters import drafting
from accountability.models import Decision, Letter
from documents.models import Document, DocumentRecipient
from documents.workflow import (
    delivery,
    issuing,
    printing,
    review,
    signing,
    voiding,
)
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.worklist.models import Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    ANHUA,
    DONGPING,
    HUISHANGANG,
    correct,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def notices(*accidents: object) -> list[Decision]:
    return [decision(rule, accident) for accident in accidents for rule in ("R3a", "R3b")]  # type: ignore[arg-type]


def text_of(letter: Letter) -> str:
    return "\n".join(block.get("text", "") for block in letter.document.content["blocks"])


def signed(office: Office, letter: Letter) -> Document:
    document = review.submit(user=office.officer, document=letter.document)
    document = review.pass_review(user=office.reviewer, document=document)
    return signing.sign(user=office.leader, document=document)


def issued(office: Office, letter: Letter) -> Document:
    document = issuing.issue(user=office.officer, document=signed(office, letter))
    return printing.render_and_freeze(document_id=document.pk)


class TestDrafting:
    def test_a_notice_of_one_accident(self, office: Office) -> None:
        accident = make_accident("2021-03-01 09:30")
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        document = letter.document
        assert document.title == "益阳市应急管理局关于桃江县“3·1”一般高处坠落事故的通报"
        assert document.content["main_recipients"] == "各区县（市）人民政府，大通湖区、益阳高新区管委会"
        text = text_of(letter)
        assert "2021年3月1日，桃江县马迹塘镇发生一起一般高处坠落事故，造成1人死亡。" in text
        assert "3月1日9时30分许，桃江县马迹塘镇" in text
        assert text.count("2021年3月1日") == 1
        assert document.copies_to == "省应急管理厅，市安委会成员单位，桃江县马迹塘镇人民政府，桃江县住房和城乡建设局"
        assert "对桃江县马迹塘镇人民政府和桃江县住房和城乡建设局予以通报。" in text
        assert "自签收本通报的次日起20个工作日内" in text
        assert "评先评优" not in text
        main = document.recipients.filter(role=DocumentRecipient.Role.MAIN)
        assert main.count() == 8
        named = document.recipients.filter(role=DocumentRecipient.Role.NAMED)
        assert set(named.values_list("organization__code", flat=True)) == {"430922115", "430922-housing"}
        assert set(letter.decisions.values_list("status", flat=True)) == {"drafting"}
        assert not Todo.objects.open().filter(kind="decision_propose").exists()

    def test_a_collection_of_one_month_in_one_paper(self, office: Office) -> None:
        first = make_accident("2021-02-07")
        second = make_accident(
            "2021-02-18", county=ANHUA, township=DONGPING, supervising_department=f"{ANHUA}-housing", deaths=2
        )
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(first, second))
        assert letter.document.title == "益阳市应急管理局关于2021年2月一般生产安全事故的通报"
        assert (letter.month, letter.trigger) == (dt.date(2021, 2, 1), None)
        text = text_of(letter)
        assert "2021年2月，全市发生一般生产安全事故2起、死亡3人。" in text
        assert "2月18日，安化县东坪镇发生一起高处坠落事故，死亡2人。" in text

    def test_an_incomplete_collection_does_not_speak_of_the_whole_city(self, office: Office) -> None:
        accidents = [make_accident(f"2021-02-0{day}") for day in (1, 2, 3)]
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(*accidents[:2]))
        assert "现对2021年2月发生的2起一般生产安全事故（死亡2人）予以通报。" in text_of(letter)
        assert "全市发生" not in text_of(letter)

    def test_the_yellow_card_of_two_accidents(self, office: Office) -> None:
        larger("2021-01-14", production="no")
        larger("2021-03-16", production="no", township=HUISHANGANG)
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=[decision("R2")])
        document = letter.document
        assert document.kind_label == "黄牌警告通知书"
        assert document.title == "益阳市安全生产委员会关于给予桃江县人民政府黄牌警告的通知书"
        assert (document.series.agency_code, document.content["signature"]) == ("益安发", "益阳市安全生产委员会")
        text = text_of(letter)
        assert "书面报送市安委会办公室" in text
        assert "2021年1月14日、3月16日，桃江县先后发生2起较大非生产安全事故，共造成6人死亡" in text
        assert "“发生2起较大及以上非生产安全事故，对所在区（县）黄牌警告”的规定，现将有关事项通知如下。" in text
        assert text.count("决定给予桃江县人民政府黄牌警告") == 1
        assert document.copies_to == "市安委会成员单位"
        assert list(document.recipients.values_list("organization__code", "role")) == [("430922", "main")]

    def test_a_yellow_card_for_township_and_department_goes_to_their_county(self, office: Office) -> None:
        accident = larger("2021-03-01")
        drain()
        chosen = [decision("R4a", accident), decision("R4b", accident)]
        document = drafting.draft_letter(user=office.officer, decisions=chosen).document
        assert document.content["main_recipients"] == "桃江县人民政府"
        roles = dict(document.recipients.values_list("organization__code", "role"))
        assert roles == {"430922": "main", "430922115": "named", "430922-housing": "named"}

    def test_what_does_not_belong_together_is_refused(self, office: Office) -> None:
        first, second = larger("2021-03-01"), larger("2021-03-02", township=HUISHANGANG)
        ordinary, next_month = make_accident("2021-02-01"), make_accident("2021-03-03")
        drain()
        for chosen, message in (
            ([decision("R4a", first), decision("R4a", second)], "一起事故"),
            ([decision("R4a", first), decision("R3a", ordinary)], "一种措施"),
            ([decision("R3a", ordinary), decision("R3a", next_month)], "按月分开"),
            ([], "请先勾选"),
            ([decision("P1a", first)], "由省里发文"),
        ):
            with pytest.raises(DomainError, match=message):
                drafting.draft_letter(user=office.officer, decisions=chosen)
        assert not Letter.objects.exists()

    def test_an_unresolved_recipient_cannot_stand_in_a_letter(self, office: Office) -> None:
        accident = make_accident("2021-03-01", supervising_department="", has_no_department=True)
        drain()
        with pytest.raises(DomainError, match="主管部门未明确"):
            drafting.draft_letter(user=office.officer, decisions=[decision("R3b", accident)])
        letter = drafting.draft_letter(user=office.officer, decisions=[decision("R3a", accident)])
        services.decline(user=office.leader, decision=decision("R3b", accident), reason="无主管部门")
        assert letter.decisions.count() == 1

    def test_only_officers_draft_and_nobody_twice(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        chosen = notices(accident)
        for user in (office.leader, office.reviewer, make_user("clerk")):
            with pytest.raises(NotPermitted):
                drafting.draft_letter(user=user, decisions=chosen)
        drafting.draft_letter(user=office.officer, decisions=chosen)
        with pytest.raises(DomainError, match="在办"):
            drafting.draft_letter(user=office.officer, decisions=chosen)


class TestGuards:
    def test_an_unverified_accident_may_be_drafted_but_not_issued(self, office: Office) -> None:
        accident = make_accident("2021-03-01", status="submitted")
        drain()
        document = signed(office, drafting.draft_letter(user=office.officer, decisions=notices(accident)))
        with pytest.raises(DomainError, match="尚未核实，可先起草，不能印发"):
            issuing.issue(user=office.officer, document=document)
        document.refresh_from_db()
        assert (document.status, document.number) == ("signed", None)
        verify(user=office.officer, accident=accident, version=None)
        with pytest.raises(DomainError, match="正在重算"):
            issuing.issue(user=office.officer, document=document)
        drain()
        assert issuing.issue(user=office.officer, document=document).status == "issuing"

    def test_a_returned_accident_is_said_so(self, office: Office) -> None:
        accident = make_accident("2021-03-01", status="submitted")
        drain()
        document = signed(office, drafting.draft_letter(user=office.officer, decisions=notices(accident)))
        return_(user=office.officer, accident=accident, version=None, reason="地点不清")
        drain()
        with pytest.raises(DomainError, match="已退回区县修改"):
            issuing.issue(user=office.officer, document=document)

    def test_figures_that_changed_since_must_be_rewritten_before_submitting(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        correct(accident, deaths=2)
        drain()
        letter.refresh_from_db()
        with pytest.raises(DomainError, match=r"“1人死亡”与桃江“3·1”.*不一致，请更新正文"):
            review.submit(user=office.officer, document=letter.document)
        drafting.rewrite_letter(user=office.officer, letter=letter)
        letter.document.refresh_from_db()
        assert "2人死亡" in text_of(letter)
        assert review.submit(user=office.officer, document=letter.document).status == "in_review"

    def test_a_unit_that_left_must_leave_the_paper_too(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        correct(accident, supervising_department="430922-transport")
        drain()
        letter = Letter.objects.get(pk=letter.pk)
        with pytest.raises(DomainError, match="桃江县住房和城乡建设局已不在文中"):
            review.submit(user=office.officer, document=letter.document)
        drafting.rewrite_letter(user=office.officer, letter=letter)
        letter = Letter.objects.get(pk=letter.pk)
        assert "住房和城乡建设局" not in text_of(letter)
        review.submit(user=office.officer, document=letter.document)


class TestProgress:
    def test_issue_and_receipt_bring_the_decisions_along(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        document = issued(office, letter)
        notice = decision("R3a", accident)
        assert (notice.status, document.document_number) == ("issued", "益应急发〔2021〕1号")
        assert notice.issued_at is not None
        # Served Saturday 20 March 2021: received at the latest Wednesday 24 March, and 20 working days more.
        assert notice.report_due_on == dt.date(2021, 4, 22)
        township = make_user("township")
        recipient = document.recipients.get(organization__code="430922115")
        with clock.at(moment("2021-03-22 09:00")):
            delivery.acknowledge(user=township, document=document, recipient=recipient)
        notice.refresh_from_db()
        assert notice.report_due_on == dt.date(2021, 4, 20)
        assert decision("R3b", accident).report_due_on == dt.date(2021, 4, 22)

    def test_a_withdrawn_draft_gives_its_decisions_back(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        letter = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        voiding.withdraw_draft(document=letter.document, reason="改按月通报", user=office.officer)
        assert set(Decision.objects.values_list("status", "letter")) == {("proposed", None)}
        assert Todo.objects.open().filter(kind="decision_propose").count() == 1
        again = drafting.draft_letter(user=office.officer, decisions=notices(accident))
        assert again.document.status == "draft"
