"""Pages that draft a letter, simulate a period and show the rule set."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accountability.models import Decision, Letter
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)

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


def test_drafting_a_letter_from_the_page(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.officer)
    url = reverse("accountability:draft_letter", args=[two_cards.pk])
    html = page(client, url)
    assert "桃江县人民政府" in html
    response = client.post(url, {"decisions": [two_cards.pk]})
    letter = Letter.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("documents:detail", args=[letter.document_id])
    two_cards.refresh_from_db()
    assert (two_cards.status, two_cards.letter) == ("drafting", letter)
    detail = page(client, response["Location"])
    assert "桃江县人民政府" in detail
    assert letter.document.title == "益阳市安全生产委员会关于给予桃江县人民政府黄牌警告的通知书"
    assert "起草" in page(client, two_cards.get_absolute_url())


def test_a_second_click_on_draft_opens_the_letter_of_the_first(
    two_cards: Decision, office: Office, client: Client
) -> None:
    client.force_login(office.officer)
    url = reverse("accountability:draft_letter", args=[two_cards.pk])
    first = client.post(url, {"decisions": [two_cards.pk]})
    for again in (client.post(url, {"decisions": [two_cards.pk]}), client.get(url)):
        assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert Letter.objects.count() == 1
    assert client.get(reverse("accountability:draft_letter", args=[0])).status_code == 404


def test_drafting_without_a_choice_is_refused_beside_the_field(
    two_cards: Decision, office: Office, client: Client
) -> None:
    client.force_login(office.officer)
    response = client.post(reverse("accountability:draft_letter", args=[two_cards.pk]), {})
    assert response.status_code == 422
    assert "请勾选要写进公文的处理决定。" in response.content.decode()
    assert not Letter.objects.exists()


def test_recording_the_provinces_document_closes_the_expected_row(
    two_cards: Decision, office: Office, client: Client
) -> None:
    expected = Decision.objects.filter(rule__code="P1a").first()
    assert expected is not None
    client.force_login(office.officer)
    url = reverse("accountability:province", args=[expected.pk])
    assert client.post(url, {"version": expected.version}).status_code == 422
    response = client.post(url, {"version": expected.version, "document_number": "湘安办发〔2021〕12号"})
    assert response.status_code == 302
    expected.refresh_from_db()
    assert (expected.status, expected.external_document) == ("closed", "湘安办发〔2021〕12号")


def test_simulation_of_a_period_before_the_rules_says_it_is_one(office: Office, client: Client) -> None:
    with clock.at(moment("2020-12-31 20:00")):
        larger("2020-01-14", production="no", name="桃江“1·14”火灾事故")
        larger("2020-08-16", production="no", name="桃江“8·16”溺水事故")
    client.force_login(office.leader)
    url = reverse("accountability:simulation") + "?ruleset=yiyang-2021&start=2020-01-01&end=2020-12-31"
    html = page(client, url)
    assert "益应急发〔2021〕5号自2021年1月1日起施行，2020年不产生处理决定" in html
    key = "yiyang-2021|R2|county_government:430922|window:2020-01-01..2020-12-31"
    basis = reverse("accountability:simulation_basis")
    query = {"ruleset": "yiyang-2021", "start": "2020-01-01", "end": "2020-12-31", "key": key}
    response = client.get(basis, query)
    html = response.content.decode()
    assert response.status_code == 200
    assert "本页是推演，不办理" in html
    assert "同意，转起草" not in html
    assert "8月16日起" in html
    before = client.get(basis, {**query, "as_of": "2020-10-01"}).content.decode()
    assert "不成立" in before
    assert not Decision.objects.exists()


def test_simulation_with_dates_the_wrong_way_round(office: Office, client: Client) -> None:
    client.force_login(office.officer)
    url = reverse("accountability:simulation") + "?ruleset=yiyang-2021&start=2021-03-01&end=2021-02-01"
    assert "截止日期不能早于起始日期。" in page(client, url, 422)


def test_the_rule_set_page_quotes_clauses_and_open_questions(office: Office, client: Client) -> None:
    client.force_login(office.officer)
    html = page(client, reverse("accountability:rule_set", args=["yiyang-2021", 1]))
    assert "凡发生1起一般生产安全事故，通报所在乡（镇）和区（县）主管部门" in html
    assert "原文只写“较大生产安全事故”，重大及以上一并计入。" in html
    assert '<th scope="col" class="fit">规则代码</th>' in html
    assert ">R3a</td>" in html
    assert "<dt>规则集代码</dt><dd>yiyang-2021</dd>" in html


def test_codes_stand_on_the_page_of_the_rule_set_alone(two_cards: Decision, office: Office, client: Client) -> None:
    client.force_login(office.officer)
    simulation = f"{reverse('accountability:simulation')}?ruleset=yiyang-2021&start=2021-01-01&end=2021-12-31"
    first = Decision.objects.get(rule__code="R3a")
    for url in (
        reverse("accountability:decisions"),
        f"{reverse('accountability:decisions')}?export=csv",
        two_cards.get_absolute_url(),
        first.get_absolute_url(),
        reverse("accountability:draft_letter", args=[first.pk]),
        reverse("accountability:draft_letter", args=[two_cards.pk]),
        reverse("accountability:send_back", args=[two_cards.pk]),
        reverse("accidents:detail", args=[first.trigger.code]),  # type: ignore[union-attr]
        simulation,
        reverse("worklist:workbench"),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        shown = re.sub(r"<[^>]*>", " ", body.decode())
        assert not re.search(r"(?<![A-Za-z0-9“])[RPH][1-9][a-d]?(?![A-Za-z0-9])", shown), url
        assert "yiyang-2021" not in shown, url
        assert "hunan-2017" not in shown, url


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("R3a", "较大及以上生产安全事故达 1 起 → 黄牌警告、约谈"),
        ("R3b", "较大及以上生产安全事故达 1 起 → 黄牌警告"),
        ("R4d", "较大及以上生产安全事故达 2 起 → 一票否决"),
        ("R5c", "本条无更重措施"),
    ],
)
def test_the_next_step_names_all_measures_the_graver_first(
    office: Office, client: Client, rule: str, words: str
) -> None:
    ordinary = make_accident("2021-03-01")
    first, second = larger("2021-03-02"), larger("2021-03-05")
    drain()
    accident = {"R3": ordinary, "R4": first}.get(rule[:2])
    client.force_login(office.leader)
    found = decision(rule, accident) if accident else decision(rule)
    html = page(client, found.get_absolute_url())
    assert f"<dt>距下一步</dt><dd>{words}</dd>" in html
    assert second.status == "verified"
