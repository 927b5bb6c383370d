"""A loss that nobody has told reads “—”; rules and sums take it as 0, and a told 0 is 0."""

from __future__ import annotations

import html
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from accidents.facts import facts_of, loss_of
from accidents.models import Accident
from accidents.rules.diff import differences
from accidents.services import drafts, registration, reporting
from accidents.statistics import totals
from tests.accidents.factories import facts, registered

pytestmark = pytest.mark.django_db
UNTOLD = {"direct_loss": Decimal("0"), "is_loss_unknown": True}


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def loss_cell(page: str) -> str:
    return page.split('data-label="损失/万元">')[1].split("<")[0].strip()


@pytest.fixture
def client(client, clerk):
    client.force_login(clerk)
    return client


def test_a_quick_report_says_nothing_of_the_loss(client):
    typed = {"form": "quick", "draft_code": "CG-0123456789abcdef", "township": "430922115", "deaths": "1", "do": "save"}
    client.post("/accidents/quick/", typed)
    draft = Accident.objects.get()
    assert (draft.is_loss_unknown, draft.direct_loss, loss_of(draft)) == (True, 0, None)
    assert loss_cell(text_of(client.get("/accidents/?status=draft"))) == "—"
    page = text_of(client.get(draft.get_absolute_url()))
    assert "尚未填报" in page
    assert client.get(f"/accidents/{draft.code}/full/").context["form"]["direct_loss"].value() is None


def test_it_stays_unknown_when_registered_and_a_told_nought_is_nought(client, clerk):
    accident = registration.submit(user=clerk, accident=drafts.save_draft(user=clerk, facts=facts(**UNTOLD)))
    revision = accident.revisions.get()
    assert (accident.is_loss_unknown, revision.is_loss_unknown, accident.direct_loss) == (True, True, 0)
    assert loss_cell(text_of(client.get("/accidents/"))) == "—"
    assert loss_cell(text_of(client.get("/accidents/?as_of=2021-03-16T10:00"))) == "—"
    told = reporting.add_report(
        user=clerk, accident=accident, kind="correction", changes={"is_loss_unknown": False}, version=accident.version
    )
    assert (told.is_loss_unknown, told.direct_loss) == (False, 0)
    assert loss_cell(text_of(client.get("/accidents/"))) == "0"
    newest = told.revisions.latest("number")
    assert [str(item) for item in differences(revision, newest)] == ["直接经济损失（— → 0 万元）"]


def test_the_report_form_fills_it_in(client, clerk):
    accident = registered(clerk, **UNTOLD)
    form = client.get(f"/accidents/{accident.code}/report/?kind=follow_up").context["form"]
    assert form["direct_loss"].value() is None
    assert "直接经济损失未填，续报时补" in submission_words(client, clerk)


def submission_words(client, clerk) -> str:
    draft = drafts.save_draft(user=clerk, facts=facts(location="另一处加油站", **UNTOLD))
    return text_of(client.get(f"/accidents/{draft.code}/submit/"))


def test_rules_and_sums_take_it_as_nought(client, clerk):
    registered(clerk, **UNTOLD)
    registered(clerk, direct_loss=Decimal("30"), location="另一处")
    assert totals(start=None, end=None).direct_loss == Decimal("30.00")
    assert "损失 30 万元" in text_of(client.get("/accidents/"))


def test_a_loss_of_something_is_never_unknown(clerk):
    accident = registered(clerk, direct_loss=Decimal("30"), is_loss_unknown=True)
    assert not accident.is_loss_unknown
    with pytest.raises(IntegrityError), transaction.atomic():
        Accident.objects.filter(pk=accident.pk).update(is_loss_unknown=True)


def test_only_the_sheet_to_be_read_in_again_has_its_number(client, clerk):
    registered(clerk, **UNTOLD)
    whole, shown = (exported(client, kind) for kind in ("xlsx", "shown-xlsx"))
    assert whole[1][whole[0].index("直接经济损失(万元)")] == 0
    assert shown[1][shown[0].index("损失/万元")] is None


def exported(client, kind: str):
    answer = client.get(f"/accidents/?export={kind}")
    return list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0].values)


def test_the_api_says_whether_it_is_known_and_takes_its_own_answer_back(client, clerk):
    accident = registered(clerk, **UNTOLD)
    url = f"/api/v1/accidents/{accident.code}/"
    answer = client.get(url)
    assert (answer.json()["direct_loss"], answer.json()["direct_loss_known"]) == ("0.00", False)
    same = client.patch(
        url,
        {"direct_loss": "0.00", "direct_loss_known": False, "location": "说得更准"},
        content_type="application/json",
        HTTP_IF_MATCH=answer["ETag"],
    )
    assert (same.status_code, same.json()["direct_loss_known"]) == (200, False)
    told = client.patch(url, {"direct_loss": "0.00"}, content_type="application/json", HTTP_IF_MATCH=same["ETag"])
    assert told.json()["direct_loss_known"] is True
    assert facts_of(Accident.objects.get()).is_loss_unknown is False
