"""What ends a decision: acceptance and lifting of a yellow card, revocation of one decision or of all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accountability.letters import drafting
from accountability.letters.follow_up import rewrite_follow_up
from accountability.models import Letter
from documents.models import Document, RegisterEntry
from documents.register.archive_copy import cover_html
from documents.workflow import review
from documents.workflow.revoking import revoke_document
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.errors import DomainError
from foundation.worklist.models import Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    correct,
    decision,
    drain,
    make_accident,
)
from tests.support.decision_chain import (
    BAD,
    CONTACT,
    GOOD,
    carried,
    drafted_follow_up,
    issued,
    text_of,
)

pytestmark = pytest.mark.django_db

ACCEPTED = """\
益阳市应急管理局关于桃江县人民政府整改情况的验收意见
桃江县人民政府：
按照《益阳市安全生产委员会关于给予桃江县人民政府黄牌警告的通知书》（益安发〔2021〕1号）要求，2021年3月18日，益阳市应急管理局对桃江县人民政府整改情况进行了验收。现将验收意见函告如下。
一、验收情况
（一）脚手架。整改要求：重新验收；核查情况：已重新搭设并验收；验收结果：合格。
二、验收意见
经验收，桃江县人民政府整改事项已完成，验收合格。黄牌警告是否解除，另行通知。
益阳市应急管理局"""

LIFTED = """\
益阳市安全生产委员会关于解除桃江县人民政府黄牌警告的通知
桃江县人民政府：
2021年3月20日，益阳市安全生产委员会以《益阳市安全生产委员会关于给予桃江县人民政府黄牌警告的通知书》（益安发〔2021〕1号）给予桃江县人民政府黄牌警告。
按照《益阳市应急管理局关于桃江县人民政府整改情况的验收意见》（益应急函〔2021〕1号），桃江县人民政府整改验收合格。经研究，决定解除对桃江县人民政府的黄牌警告。
请巩固整改成果，严防类似事故再次发生。
益阳市安全生产委员会
抄送：市安委会成员单位"""

ONE_REVOKED = """\
益阳市应急管理局关于撤销对桃江县住房和城乡建设局通报的通知
桃江县住房和城乡建设局：
2021年3月20日，益阳市应急管理局以《益阳市应急管理局关于桃江县“3·1”一般高处坠落事故的通报》（益应急发〔2021〕1号）对桃江县马迹塘镇人民政府和桃江县住房和城乡建设局予以通报。
经核实，该局对事故不负监管责任。经研究，决定撤销该文件中对桃江县住房和城乡建设局予以通报的内容。
该文件中对桃江县马迹塘镇人民政府予以通报的内容继续有效。
益阳市应急管理局
抄送：省应急管理厅，市安委会成员单位，各区县（市）人民政府，大通湖区、益阳高新区管委会，桃江县马迹塘镇人民政府"""

ALL_REVOKED = """\
益阳市应急管理局关于撤销对桃江县马迹塘镇人民政府等2个单位通报的通知
各区县（市）人民政府，大通湖区、益阳高新区管委会：
2021年3月20日，益阳市应急管理局以《益阳市应急管理局关于桃江县“3·1”一般高处坠落事故的通报》（益应急发〔2021〕1号）对桃江县马迹塘镇人民政府和桃江县住房和城乡建设局予以通报。
经核实，该起事故经认定不属于生产安全事故。经研究，决定撤销该文件，自本通知印发之日起停止执行。
益阳市应急管理局
抄送：省应急管理厅，市安委会成员单位，桃江县马迹塘镇人民政府，桃江县住房和城乡建设局"""


def _csv(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def _found(client: Client, url: str, **asked: str) -> list[int]:
    return [row.pk for row in client.get(url, asked).context["page"].object_list]


class TestLifting:
    def test_the_whole_way_word_for_word(self, office: Office, card: Letter) -> None:
        found = drafted_follow_up(office, "acceptance", carried(card), inspected_on="2021-03-18", findings=GOOD)
        assert text_of(found) == ACCEPTED
        with pytest.raises(DomainError, match="还没有印发验收合格的整改验收意见"):
            drafted_follow_up(office, "lifting", carried(card))
        issued(office, found)
        assert Todo.objects.open().filter(kind="card_lifting").count() == 1
        lifting = drafted_follow_up(office, "lifting", carried(card))
        assert not Todo.objects.open().filter(kind="card_lifting").exists()
        assert text_of(lifting) == LIFTED
        assert {one.status for one in carried(card)} == {"issued"}
        with clock.at(moment("2021-03-22 09:00")):
            issued(office, lifting)
        (lifted,) = carried(card)
        assert (lifted.status, lifted.lifted_at) == ("lifted", moment("2021-03-22 09:00"))
        assert "解除黄牌警告" in history_of(lifted)[0].message
        with pytest.raises(DomainError, match="现为“已解除”"):
            drafted_follow_up(office, "revocation", carried(card), reason="依据有误")

    def test_what_is_not_good_is_not_lifted(self, office: Office, card: Letter) -> None:
        found = drafted_follow_up(office, "acceptance", carried(card), inspected_on="2021-03-18", findings=BAD)
        text = text_of(found)
        assert "2项整改事项中第（二）项未达到要求，验收不合格。请于【待填：再次整改期限】前完成整改" in text
        with pytest.raises(DomainError, match="待填：再次整改期限"):
            review.submit(user=office.officer, document=found.document)
        again = {"inspected_on": "2021-03-18", "findings": BAD, "report_by": "2021-04-10"}
        rewrite_follow_up(user=office.officer, letter=found, details=again)
        found.document.refresh_from_db()
        issued(office, found)
        with pytest.raises(DomainError, match="不能解除"):
            drafted_follow_up(office, "lifting", carried(card))
        better = drafted_follow_up(office, "acceptance", carried(card), inspected_on="2021-03-19", findings=GOOD)
        issued(office, better)
        assert "益应急函〔2021〕2号" in text_of(drafted_follow_up(office, "lifting", carried(card)))

    def test_bad_findings(self, office: Office, card: Letter) -> None:
        bad: list[object] = [
            [],
            [{"item": "", "found": "好", "accepted": True}],
            [{"item": "甲", "found": "好", "accepted": None}],
            [{"item": "甲", "found": "好", "accepted": "yes"}],
            [{"item": "甲"}],
            "甲",
            [{**GOOD[0], "more": 1}],
            GOOD * 61,
        ]
        for findings in bad:
            with pytest.raises(DomainError) as refused:
                drafted_follow_up(office, "acceptance", carried(card), findings=findings)
            assert set(refused.value.fields) == {"findings"}, findings

    def test_an_item_is_numbered_once(self, office: Office, card: Letter) -> None:
        items = ["1.脚手架", "（一）脚手架", "一、脚手架", "1、脚手架", "脚手架"]
        rows = [{**GOOD[0], "item": item} for item in items]
        found = text_of(drafted_follow_up(office, "acceptance", carried(card), findings=rows))
        for number in "一二三四五":
            assert f"\n（{number}）脚手架。整改要求" in found

    def test_what_the_card_asked_for_goes_to_the_same_desk(self, office: Office, card: Letter) -> None:
        for purpose in ("urging", "supervision"):
            assert "书面报送市安委会办公室。" in text_of(drafted_follow_up(office, purpose, carried(card), **CONTACT))

    def test_only_cards_are_lifted(self, office: Office, notice: Letter) -> None:
        with pytest.raises(DomainError, match="不是黄牌警告"):
            drafted_follow_up(office, "lifting", carried(notice))


class TestRevocation:
    def test_the_rest_of_a_paper_tells_what_was_taken_out_before(self, office: Office, notice: Letter) -> None:
        town, bureau = carried(notice)
        issued(office, drafted_follow_up(office, "revocation", [bureau], reason="该局对事故不负监管责任"))
        rest = drafted_follow_up(office, "revocation", [town], reason="该起事故经认定不属于生产安全事故")
        assert (
            "予以通报。其中对桃江县住房和城乡建设局予以通报的内容，已由《益阳市应急管理局关于撤销对"
            "桃江县住房和城乡建设局通报的通知》（益应急发〔2021〕2号）撤销。"
        ) in text_of(rest)

    def test_one_decision_leaves_the_paper_standing(self, office: Office, notice: Letter) -> None:
        one = [two for two in carried(notice) if two.rule.code == "R3b"]
        letter = drafted_follow_up(office, "revocation", one, reason="该局对事故不负监管责任")
        assert text_of(letter) == ONE_REVOKED
        assert letter.document.series_id == "bureau-document"
        roles = dict(letter.document.recipients.values_list("organization__code", "role"))
        assert roles["430922-housing"] == "main"
        assert (roles["430922115"], roles["430923"]) == ("copy", "copy")
        issued(office, letter)
        states = {two.rule.code: two.status for two in carried(notice)}
        assert states == {"R3a": "issued", "R3b": "revoked"}
        notice.document.refresh_from_db()
        assert notice.document.status == "issued"

    def test_a_paper_revoked_in_part_says_so_everywhere(self, office: Office, notice: Letter, client: Client) -> None:
        town, bureau = carried(notice)
        by = issued(
            office, drafted_follow_up(office, "revocation", [bureau], reason="该局对事故不负监管责任")
        ).document_number
        document = Document.objects.get(pk=notice.document_id)
        assert (document.state_label, document.partly_revoked_by) == ("部分撤销", [by])
        event = history_of(document).get(act="document.revoke_partly")
        assert event.message == f"由{by}撤销对桃江县住房和城乡建设局的内容：该局对事故不负监管责任"
        client.force_login(office.officer)
        listed = reverse("documents:list")
        book = reverse("documents:register")
        page = client.get(reverse("documents:detail", args=[document.pk])).content.decode()
        assert f"由{by}撤销部分内容，其余继续有效" in page
        for shown in (client.get(listed), client.get(book)):
            assert "部分撤销" in shown.content.decode()
            assert f"见{by}" in shown.content.decode()
        assert f"部分撤销（{by}）" in _csv(client.get(listed, {"export": "csv"}))
        assert f"部分撤销,由{by}撤销部分内容" in _csv(client.get(book, {"export": "csv"}))
        assert _found(client, listed, status="partly_revoked") == [document.pk]
        assert document.pk not in _found(client, listed, status="issued")
        assert [row.document_id for row in RegisterEntry.objects.filter(state="partly_revoked")] == [document.pk]
        related = client.get(town.get_absolute_url()).content.decode()
        assert "部分撤销" in related
        assert "部分撤销" in cover_html(document, "https://example.invalid/check/x/")
        checked = Client().get(f"/check/{document.verification_code}/").content.decode()
        assert "部分撤销" in checked
        assert "现行有效。" in checked
        assert "真实有效" not in checked
        assert by not in checked
        assert "桃江" not in checked
        last = issued(
            office, drafted_follow_up(office, "revocation", [town], reason="该起事故经认定不属于生产安全事故")
        )
        document.refresh_from_db()
        assert document.state_label == "已撤销"
        assert f"已撤销（{last.document_number}）" in _csv(client.get(listed, {"export": "csv"}))
        assert "部分撤销" not in Client().get(f"/check/{document.verification_code}/").content.decode()

    def test_all_decisions_take_the_paper_with_them(self, office: Office, notice: Letter) -> None:
        letter = drafted_follow_up(office, "revocation", carried(notice), reason="该起事故经认定不属于生产安全事故。")
        assert text_of(letter) == ALL_REVOKED
        issued(office, letter)
        assert {one.status for one in carried(notice)} == {"revoked"}
        document = Document.objects.get(pk=notice.document_id)
        assert (document.status, document.revoked_reason) == ("revoked", "该起事故经认定不属于生产安全事故。")
        assert document.pdf
        assert not Todo.objects.open().filter(key__startswith=f"document:{document.pk}:").exists()

    def test_one_after_the_other_revokes_the_paper_at_last(self, office: Office, notice: Letter) -> None:
        first, second = carried(notice)
        issued(office, drafted_follow_up(office, "revocation", [first], reason="不负责任"))
        letter = drafted_follow_up(office, "revocation", [second], reason="不负责任")
        assert "决定撤销该文件，自本通知印发之日起停止执行" in text_of(letter)
        issued(office, letter)
        assert Document.objects.get(pk=notice.document_id).status == "revoked"

    def test_a_flag_is_answered_by_it(self, office: Office, notice: Letter) -> None:
        accident = notice.trigger
        assert accident is not None
        correct(accident, production="no")
        drain()
        assert {one.flag for one in carried(notice)} == {"basis_gone"}
        letter = drafted_follow_up(office, "revocation", carried(notice), reason="经认定不属于生产安全事故")
        issued(office, letter)
        drain()
        assert {(one.status, one.flag) for one in carried(notice)} == {("revoked", "")}
        assert not Todo.objects.open().filter(kind="decision_flag").exists()

    def test_a_reason_is_needed_and_no_second_notice(self, office: Office, notice: Letter) -> None:
        with pytest.raises(DomainError, match="请写撤销的理由"):
            drafted_follow_up(office, "revocation", carried(notice), reason="  ")
        with pytest.raises(DomainError, match="最多 500 字"):
            drafted_follow_up(office, "revocation", carried(notice), reason="因" * 501)
        drafted_follow_up(office, "revocation", carried(notice)[:1], reason="不负责任")
        with pytest.raises(DomainError, match="已有在办的撤销通知"):
            drafted_follow_up(office, "revocation", carried(notice), reason="不负责任")

    def test_a_proposal_is_not_revoked(self, office: Office) -> None:
        accident = make_accident("2021-03-01")
        drain()
        with pytest.raises(DomainError, match="只有“已印发”时可以"):
            drafted_follow_up(office, "revocation", [decision("R3a", accident)], reason="不负责任")

    def test_a_document_that_is_not_issued_cannot_be_revoked(self, office: Office, notice: Letter) -> None:
        accident = make_accident("2021-03-05")
        drain()
        draft = drafting.draft_letter(user=office.officer, decisions=[decision("R3a", accident)]).document
        with pytest.raises(DomainError, match="现在是“起草”"):
            revoke_document(document=draft, reason="错", by_document=notice.document)

    def test_a_letter_whose_decision_was_revoked_meanwhile_stops(self, office: Office, notice: Letter) -> None:
        urging = drafted_follow_up(office, "urging", carried(notice), report_by="2021-05-10", **CONTACT)
        issued(office, drafted_follow_up(office, "revocation", carried(notice), reason="不负责任"))
        with pytest.raises(DomainError, match="现为“已撤销”"):
            review.submit(user=office.officer, document=urging.document)
