"""The pages of decisions: what each person finds there, what the acts do, what is refused and how it is said."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from accidents.services.verification import verify
from accountability.decisions import selectors, services
from accountability.letters import drafting
from accountability.models import Decision
from documents.workflow import review, signing
from foundation.common import clock
from foundation.ui.timeline import StepState
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    correct,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cards(office: Office) -> Decision:
    """R2 for 桃江: two 较大 non-production accidents, a pending one and an ordinary production one beside them."""
    larger("2021-01-14 21:06", production="no", name="桃江“1·14”火灾事故")
    larger("2021-03-16", production="no", township=HUISHANGANG, name="桃江“3·16”溺水事故")
    larger("2021-03-18", production="pending", name="桃江“3·18”坍塌事故")
    make_accident("2021-02-01")
    drain()
    return decision("R2")


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_the_list_shows_what_waits_and_every_decision(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.officer)
    html = page(client, reverse("accountability:decisions"))
    assert "等待处理" in html
    assert "2021年2月一般生产安全事故 1 起" in html
    assert reverse("accountability:draft_letter", args=[two_cards.pk]) in html
    filtered = page(client, reverse("accountability:decisions") + "?measure=yellow_card&status=proposed")
    assert "桃江县人民政府" in filtered
    assert "桃江县马迹塘镇人民政府" not in filtered
    empty = page(client, reverse("accountability:decisions") + "?status=issued")
    assert "没有符合条件的处理决定" in empty


def test_what_is_over_stands_after_what_is_open(two_cards: Decision, office: Office, client: Client) -> None:
    newest = Decision.objects.order_by("-proposed_at", "-pk")[0]
    Decision.objects.filter(pk=newest.pk).update(
        status=Decision.Status.LAPSED, proposed_at=clock.now() + dt.timedelta(hours=1)
    )
    client.force_login(office.leader)
    rows = list(client.get(reverse("accountability:decisions")).context["page"].object_list)
    assert rows[-1].pk == newest.pk
    assert not any(row.status == Decision.Status.LAPSED for row in rows[:-1])


def test_the_matter_of_a_to_do_lists_its_proposals_only(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.officer)
    html = page(client, reverse("accountability:decisions") + "?matter=decisions:yiyang-2021:R3:notice:2021-02")
    assert "共 <b>2</b> 项" in html


def test_the_basis_page_says_why(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.leader)
    html = page(client, two_cards.get_absolute_url())
    for text in (
        "“发生2起较大及以上非生产安全事故，对所在区（县）黄牌警告。”",
        "益应急发〔2021〕5号",
        "成立",
        "3月16日起",
        "桃江“1·14”火灾事故",
        "是否生产安全事故待认定",
        "如认定为非生产安全事故，为第 3 起",
        "本条只看非生产安全事故",
        "待市局确认",
        "湘政办发〔2017〕61号",
        "较大及以上非生产安全事故 2 起，黄牌警告",
        "益应急发〔2021〕5号（第一版）",
        "不处理，只看生产安全",
        "同意，转起草",
        "退回核实",
        "不予处理",
        "依据的事故均已核实。",
    ):
        assert text in html, text


def test_the_basis_page_as_of_a_moment_before_the_second_accident(
    two_cards: Decision, office: Office, client: Client
) -> None:
    client.force_login(office.leader)
    with clock.at(moment("2021-03-25 09:00")):
        larger("2021-03-24", production="no", name="桃江“3·24”事故")
        drain()
        now = page(client, two_cards.get_absolute_url())
        then = page(client, two_cards.get_absolute_url() + "?as_of=2021-03-21")
    assert ">桃江“3·24”事故</a>" in now
    assert ">桃江“3·24”事故</a>" not in then
    assert "<b>3</b><small>计入</small>" in now
    assert "<b>2</b><small>计入</small>" in then
    assert "回到现在" in then
    assert "上一变化" in now


def test_a_wrong_moment_is_answered_with_how_to_write_it(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.leader)
    html = page(client, two_cards.get_absolute_url() + "?as_of=yesterday", 422)
    assert "应为 2020-12-20" in html


def test_an_unverified_accident_is_named_in_the_bar(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01", status="submitted")
    drain()
    client.force_login(office.officer)
    notice = decision("R3a", accident)
    assert f"{accident.name}尚未核实，可先起草，不能印发。" in page(client, notice.get_absolute_url())
    verify(user=office.officer, accident=accident, version=None)
    drain()
    assert "依据的事故均已核实。" in page(client, notice.get_absolute_url())


def test_a_leader_agrees_and_the_officer_finds_it_to_draft(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.leader)
    url = reverse("accountability:approve", args=[two_cards.pk])
    assert "将发生什么" in page(client, url)
    response = client.post(url, {"version": two_cards.version, "remark": "尽快办理"})
    assert response.status_code == 302
    two_cards.refresh_from_db()
    assert two_cards.approved_by == office.leader
    client.force_login(office.officer)
    assert "局领导已同意" in page(client, reverse("accountability:decisions"))
    assert office.leader.name in page(client, two_cards.get_absolute_url())


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(
    two_cards: Decision, office: Office, client: Client
) -> None:
    client.force_login(office.leader)
    url = reverse("accountability:decline", args=[two_cards.pk])
    asked = page(client, url)
    assert ">确认不予处理</button>" in asked
    assert f'href="{two_cards.get_absolute_url()}">返回决定依据</a>' in asked
    response = client.post(url, {"version": two_cards.version, "reason": "  "})
    assert response.status_code == 422
    assert "请写不予处理的理由" in response.content.decode()
    response = client.post(url, {"version": two_cards.version - 1, "reason": "县里已处理"})
    assert response.status_code == 409
    assert "县里已处理" in response.content.decode()
    response = client.post(url, {"version": two_cards.version, "reason": "县里已处理"})
    assert response.status_code == 302
    html = page(client, two_cards.get_absolute_url())
    assert "县里已处理" in html
    assert "不予处理</a>" not in html
    assert html.count('<span class="measure-note">不予处理</span>') == 1
    assert "<span>不予处理</span>" not in html, "the head says it once"


def test_an_officer_cannot_decline_and_is_told_who_can(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.officer)
    url = reverse("accountability:decline", args=[two_cards.pk])
    response = client.post(url, {"version": two_cards.version, "reason": "想不办"})
    assert response.status_code == 403
    assert "局领导" in response.content.decode()
    two_cards.refresh_from_db()
    assert two_cards.status == "proposed"


def test_sending_back_leaves_a_to_do_that_the_page_shows(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.leader)
    url = reverse("accountability:send_back", args=[two_cards.pk])
    assert client.post(url, {"version": two_cards.version, "reason": "死亡人数与公安不一致"}).status_code == 302
    client.force_login(office.officer)
    assert "死亡人数与公安不一致" in page(client, two_cards.get_absolute_url())


def test_a_flag_is_shown_and_answered(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    notice = decision("R3a", accident)
    Decision.objects.filter(pk=notice.pk).update(flag="basis_changed", flag_fingerprint="f" * 64)
    notice.refresh_from_db()
    client.force_login(office.officer)
    assert "依据有变" in page(client, notice.get_absolute_url())
    url = reverse("accountability:confirm", args=[notice.pk])
    assert client.post(url, {"version": notice.version, "reason": "核对无误"}).status_code == 302
    notice.refresh_from_db()
    assert (notice.flag, notice.answered_fingerprints) == ("", ["f" * 64])


def test_a_proposal_is_not_seen_by_the_county(two_cards: Decision, client: Client) -> None:
    client.force_login(make_user("clerk"))
    page(client, two_cards.get_absolute_url(), 404)
    assert "桃江县人民政府" not in page(client, reverse("accountability:decisions"))
    page(client, reverse("accountability:simulation"), 403)


def test_earlier_reason_stands_on_a_proposal_that_came_back(office: Office, client: Client) -> None:
    accident = larger("2021-03-01")
    drain()
    services.decline(user=office.leader, decision=decision("R4b", accident), reason="部门已另行处理")
    correct(accident, deaths=12)
    drain()
    client.force_login(office.leader)
    html = page(client, decision("R4b", accident).get_absolute_url())
    assert "此前不予处理" in html
    assert "部门已另行处理" in html


def test_the_county_sees_an_issued_decision_without_the_citys_notes(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    notice = decision("R3a", accident)
    Decision.objects.filter(pk=notice.pk).update(issued_at=clock.now(), report_due_on=dt.date(2021, 4, 20))
    client.force_login(make_user("clerk"))
    html = page(client, notice.get_absolute_url())
    assert "2021年4月20日" in html
    assert "办理记录" not in html
    assert "同意，转起草" not in html


def test_a_decision_says_the_word_of_its_document_on_every_page(
    two_cards: Decision, office: Office, client: Client
) -> None:
    letter = drafting.draft_letter(user=office.officer, decisions=[two_cards])
    listed = reverse("accountability:decisions")
    client.force_login(office.leader)

    def states() -> tuple[str, str, str]:
        under_way = client.get(f"{listed}?status=under_way").context["page"].object_list
        assert [row.pk for row in under_way] == [two_cards.pk]
        basis = client.get(two_cards.get_absolute_url()).context
        panel = page(client, reverse("documents:detail", args=[letter.document_id]))
        word = re.search(r'class="state [a-z-]+">([^<]+)</span>', panel.split("letter-decisions")[-1])
        now = next(step.label for step in basis["stepper_steps"] if step.state == StepState.NOW)
        assert word is not None
        rows = client.get(reverse("assessment:leader")).context["overview"].rows
        assert basis["status"].text in [row.words for row in rows if row.measure == "yellow_card"]
        return basis["status"].text, word[1], now

    assert states() == ("起草", "起草", "起草")
    review.submit(user=office.officer, document=letter.document)
    assert states() == ("审核", "审核", "审核")
    review.pass_review(user=office.reviewer, document=letter.document)
    assert states() == ("待签发", "待签发", "签发")
    assert list(selectors.with_status(Decision.objects.all(), "to_sign")) == [two_cards]
    assert not selectors.with_status(Decision.objects.all(), "in_review").exists()
    signing.sign(user=office.leader, document=letter.document)
    assert states() == ("已签发", "已签发", "印发")
    for status, is_owed in ((Decision.Status.ISSUED, True), (Decision.Status.REVOKED, False)):
        Decision.objects.filter(pk=two_cards.pk).update(
            status=status, report_due_on=dt.date(2021, 4, 20), issued_at=clock.now(), revoked_at=clock.now()
        )
        assert ("2021年4月20日" in page(client, two_cards.get_absolute_url())) is is_owed
