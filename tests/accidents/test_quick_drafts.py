"""A 快报 draft opens as 快报 as long as it is one; going over to the full form and back loses nothing."""

from __future__ import annotations

import html
from decimal import Decimal

import pytest

from accidents.facts import changed, facts_of
from accidents.models import Accident
from accidents.services import drafts, registration
from tests.accidents.factories import facts
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
KINDS = ("road_transport", "industry_trade", "construction", "business_fire", "other")
QUICK = {
    "form": "quick",
    "draft_code": "CG-0123456789abcdef",
    "known_at": "2021-03-16 08:25",
    "occurred_at": "2021-03-16 07:50",
    "township": "430922115",
    "location": "马迹塘镇加油站",
    "sector": "road_transport",
    "deaths": "1",
    "missing": "",
    "minor_injuries": "2",
    "summary": "两车相撞。",
}


def text_of(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def client(client, clerk):
    client.force_login(clerk)
    return client


def quick_draft(client) -> Accident:
    client.post("/accidents/quick/", QUICK | {"do": "save"})
    return Accident.objects.get()


def is_quick(page: str) -> bool:
    return 'name="form" value="quick"' in page


def sent_back(page) -> dict[str, str]:
    """What the browser would send of the form that ``page`` shows, as it stands."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields if name != "attachments"}
    return {
        name: form.fields[name].prepare_value(value) for name, value in values.items() if value not in (None, False)
    }


def test_it_opens_as_it_was_written(client, clerk):
    draft = quick_draft(client)
    assert draft.is_quick
    page = client.get(f"/accidents/{draft.code}/edit/")
    assert is_quick(text_of(page))
    assert "补全为完整登记" in text_of(page)
    assert "快报，" in text_of(client.get("/"))
    again = client.post(f"/accidents/{draft.code}/edit/", QUICK | {"do": "save", "deaths": "2", "version": "1"})
    assert again["Location"] == f"/accidents/{draft.code}/edit/"
    draft.refresh_from_db()
    assert (draft.deaths, draft.is_quick) == (2, True)


def test_a_township_goes_on_with_its_own(client):
    town = make_user("township")
    client.force_login(town)
    draft = quick_draft(client)
    assert "接着填" in text_of(client.get(draft.get_absolute_url()))
    assert is_quick(text_of(client.get(f"/accidents/{draft.code}/edit/")))
    client.force_login(make_user("clerk", username="county"))
    assert is_quick(text_of(client.get(f"/accidents/{draft.code}/edit/")))


def test_over_to_the_full_form_and_back_nothing_is_lost(client):
    draft = quick_draft(client)
    over = client.post(f"/accidents/{draft.code}/edit/", QUICK | {"do": "full", "summary": "又想起一句。"}, follow=True)
    assert over.redirect_chain[-1][0] == f"/accidents/{draft.code}/full/"
    assert not is_quick(text_of(over))
    assert "又想起一句。" in text_of(over)
    assert "回到快报（六项）" in text_of(over)
    more = sent_back(over) | {
        "do": "quick", "direct_loss": "12.5", "serious_injuries": "1",
        "enterprise_name": "资水渔业合作社", "supervising_department": "430922-transport", "production": "yes",
    }  # fmt: skip
    more["sector"] = next(code for code, _ in over.context["form"].fields["sector"].choices if code not in ("", *KINDS))
    more["village"] = next(
        code for code, _ in over.context["form"].fields["village"].choices if code.startswith("430922115")
    )
    before_back = client.post(f"/accidents/{draft.code}/full/", more, follow=True)
    assert not before_back.context["form"].errors
    assert before_back.redirect_chain[-1][0] == f"/accidents/{draft.code}/edit/"
    assert is_quick(text_of(before_back))
    told = facts_of(Accident.objects.get())
    assert (told.direct_loss, told.serious_injuries, told.enterprise_name) == (Decimal("12.50"), 1, "资水渔业合作社")
    client.post(f"/accidents/{draft.code}/edit/", sent_back(before_back) | {"form": "quick", "do": "save"})
    assert facts_of(Accident.objects.get()) == told
    assert Accident.objects.get().is_quick


def test_another_township_lets_go_of_the_village_of_the_first(client, clerk):
    draft = quick_draft(client)
    village = Accident._meta.get_field("village").related_model.objects.filter(
        level="village", code__startswith="430922115"
    )[0]
    drafts.save_draft(user=clerk, facts=changed(facts_of(draft), village=village.code), accident=draft)
    options = client.get(f"/accidents/{draft.code}/edit/").context["form"].fields["township"].choices
    other = next(code for code, _ in options if code not in ("", "430922115"))
    client.post(f"/accidents/{draft.code}/edit/", QUICK | {"do": "save", "township": other})
    draft.refresh_from_db()
    assert (draft.township_id, draft.village_id) == (other, None)


def test_saved_on_the_full_form_it_is_a_full_registration(client):
    draft = quick_draft(client)
    page = client.get(f"/accidents/{draft.code}/full/")
    client.post(f"/accidents/{draft.code}/full/", sent_back(page) | {"do": "save"})
    draft.refresh_from_db()
    assert not draft.is_quick
    page = text_of(client.get(f"/accidents/{draft.code}/edit/"))
    assert not is_quick(page)
    assert "回到快报" not in page


def test_what_saves_itself_does_not_decide(client):
    draft = quick_draft(client)
    page = client.get(f"/accidents/{draft.code}/full/")
    client.post("/accidents/autosave/", sent_back(page) | {"deaths": "3"})
    draft.refresh_from_db()
    assert (draft.deaths, draft.is_quick) == (3, True)


def test_an_untouched_quick_form_makes_no_draft(client):
    blank = {"form": "quick", "draft_code": "CG-0123456789abcdef", "known_at": "2021-03-16 08:25", "do": "full"}
    assert client.post("/accidents/quick/", blank)["Location"] == "/accidents/new/"
    assert not Accident.objects.exists()


def test_a_draft_of_the_full_form_and_a_returned_one_open_as_such(client, clerk):
    draft = drafts.save_draft(user=clerk, facts=facts())
    assert not is_quick(text_of(client.get(f"/accidents/{draft.code}/edit/")))
    quick = quick_draft_of(clerk)
    accident = registration.submit(user=clerk, accident=quick)
    Accident.objects.filter(pk=accident.pk).update(status="returned", return_reason="地点不清")
    assert not is_quick(text_of(client.get(f"/accidents/{accident.code}/edit/")))


def quick_draft_of(clerk) -> Accident:
    return drafts.save_draft(user=clerk, facts=facts(location="另一处加油站"), is_quick=True)
