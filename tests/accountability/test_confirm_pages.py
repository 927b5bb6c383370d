"""Every confirm page of documents and decisions: an object out of reach is not there, and its unit is not named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import (
    Countersignature,
    Document,
    DocumentRecipient,
    NumberSeries,
    ReservedNumber,
)
from documents.numbering import reservations
from documents.workflow import countersigning
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User
from foundation.common.permissions import ROLES, table
from foundation.organizations.models import Organization
from foundation.ui.actions import ActionView
from foundation.ui.confirm import ConfirmView
from tests.documents.factories import Office, draft, issued
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import CONTACT, drafted_follow_up, issued_letter
from tests.support.decision_chain import issued as issue
from tests.support.people import make_user
from tests.support.scope import UNITS

pytestmark = pytest.mark.django_db
#: Where no object is asked for.
WITHOUT_OBJECT = {"documents:reserve"}
#: Pages on one unit's row of a document that others see too.
OF_A_UNIT = {
    "documents:acknowledge",
    "documents:acknowledge_paper",
    "documents:reply",
    "documents:reply_paper",
    "documents:countersign",
    "documents:withdraw_countersign",
}


def confirm_pages() -> dict[str, Any]:
    """The confirm pages of both packages by the name of their address."""
    found = {}
    for space, module in (("documents", "documents.urls"), ("accountability", "accountability.urls")):
        for pattern in import_module(module).urlpatterns:
            view = getattr(pattern.callback, "view_class", None)
            if view is not None and issubclass(view, ConfirmView):
                found[f"{space}:{pattern.name}"] = view
    return found


def permission_of(view: Any) -> str:
    """The permission that a page asks for."""
    if issubclass(view, ActionView):
        code = getattr(view, "code", "")
        # A page for several actions, named by its URL, asks for one permission.
        return next(iter(view.table)).permission if isinstance(code, property) else view.table[code].permission
    return getattr(view, "permission", "")


@dataclass
class World:
    """Objects of 桃江: a document that 安化 has too, a draft, a number, decisions and the letters about them."""

    document: Document
    draft: Document
    asked: Countersignature
    reserved: ReservedNumber
    decision: Decision
    letter: Letter
    further: FollowUpLetter
    request: FollowUpLetter

    def row(self, code: str) -> DocumentRecipient:
        return self.document.recipients.get(organization__code=code)


@pytest.fixture
def world(office: Office) -> World:
    make_user("reviewer", username="chemicals", unit="4309-emergency-chemicals")
    codes = ["430922", "430922115", "430922-housing", "430923", "430923121", "430923-housing"]
    units = [RecipientInput(Organization.objects.get(code=code), "main", must_reply=True) for code in codes]
    begun = draft(office, recipients=units[:3])
    chemicals = Organization.objects.get(code="4309-emergency-chemicals")
    accident = make_accident("2021-03-01")
    for day, township in (("2021-01-14", None), ("2021-03-16", HUISHANGANG)):
        larger(day, **({"township": township} if township else {}))
    drain()
    letter = issued_letter(office, [decision("R3a", accident)])
    carried = letter.decisions.get()
    request = drafted_follow_up(office, "veto_request", [decision("R5a")], **CONTACT)
    issue(office, request)
    return World(
        document=issued(office, title="关于报送整改情况的通知", recipients=units),
        draft=begun,
        asked=countersigning.ask(user=office.officer, document=begun, organization=chemicals),
        reserved=reservations.reserve(
            user=office.officer, series=NumberSeries.objects.get(code="bureau-document"), year=2021, reason="全市通报"
        ),
        decision=carried,
        letter=letter,
        further=drafted_follow_up(
            office, "supervision", [carried], matters="压实责任", report_by="2021-04-20", **CONTACT
        ),
        request=request,
    )


ARGUMENTS: dict[str, Callable[[World], list[Any]]] = {
    **{
        f"documents:{name}": lambda world: [world.draft.pk]
        for name in (
            "submit", "pass", "return", "sign", "issue", "withdraw", "void", "draft_revocation", "ask_countersign",
            "remind",
        )
    },
    "documents:restore": lambda world: [world.draft.pk, 1],
    **{
        f"documents:{name}": lambda world: [world.document.pk, world.row("430922").pk]
        for name in ("acknowledge", "acknowledge_paper", "reply", "reply_paper")
    },
    **{
        f"documents:{name}": lambda world: [world.draft.pk, world.asked.pk]
        for name in ("countersign", "withdraw_countersign")
    },
    "documents:void_reserved": lambda world: [world.reserved.pk],
    **{
        f"accountability:{name}": lambda world: [world.decision.pk]
        for name in ("approve", "send_back", "decline", "confirm", "province", "draft_letter")
    },
    "accountability:draft_follow_up": lambda world: [world.decision.pk, "supervision"],
    **{f"accountability:{name}": lambda world: [world.letter.pk] for name in ("details", "rewrite")},
    **{
        f"accountability:{name}": lambda world: [world.further.pk]
        for name in ("follow_up_details", "rewrite_follow_up")
    },
    "accountability:record_approval": lambda world: [world.request.pk],
}  # fmt: skip


def people(side: int) -> Iterator[User]:
    """One of each role in 桃江 (0) or in 安化 (1); those of the city in two of its offices."""
    for role, _ in ROLES:
        yield make_user(role, username=f"{role}-{side}", unit=UNITS[role][side])


def asked_for(client: Client, person: User, page: str, world: World) -> Any:
    client.force_login(person)
    arguments = [] if page in WITHOUT_OBJECT else ARGUMENTS[page](world)
    return client.get(reverse(page, args=arguments))


def reaches(person: User, act: str, unit: Organization) -> bool:
    """What the words of the role table say of an act on one unit's row."""
    words = {table()[act].scopes.get(role) for role in person.roles}
    received = {person.organization_id, *person.organization.receives_for.values_list("pk", flat=True)}
    return "city" in words or ("charged" in words and unit.pk in received)


def test_every_confirm_page_is_walked() -> None:
    pages = confirm_pages()
    assert set(ARGUMENTS) | WITHOUT_OBJECT == set(pages)
    assert set(pages) >= OF_A_UNIT


def test_what_lies_in_another_county_is_not_there(world: World, client: Client) -> None:
    for person in people(1):
        if person.roles[0] in ("officer", "reviewer", "leader", "auditor"):
            continue
        for page, view in confirm_pages().items():
            if page in WITHOUT_OBJECT:
                continue
            response = asked_for(client, person, page, world)
            may = bool(permission_of(view)) and person.may(permission_of(view))
            assert response.status_code in ({404} if may else {403, 404}), f"{person} {page}"
            assert "桃江" not in response.content.decode(), f"{person} {page}"


def test_a_units_page_is_there_for_that_unit_alone(world: World, client: Client) -> None:
    rows = list(world.document.recipients.select_related("organization"))
    for side in (0, 1):
        for person in people(side):
            client.force_login(person)
            for page in OF_A_UNIT:
                act = permission_of(confirm_pages()[page])
                of_draft = page.endswith("countersign")
                for row in [world.asked] if of_draft else rows:
                    url = reverse(page, args=[row.document_id, row.pk])
                    response = client.get(url)
                    if reaches(person, act, row.organization):
                        assert response.status_code == 200, f"{person} {url}"
                        continue
                    expected = {404} if person.may(act) else {403, 404}
                    assert response.status_code in expected, f"{person} {url}"
                    assert f"以{row.organization.name}名义" not in response.content.decode()
                    assert client.post(url, {"version": 1}).status_code in expected, f"{person} {url}"


def test_whoever_has_no_right_to_the_act_gets_no_page(world: World, client: Client) -> None:
    for person in people(0):
        for page, view in confirm_pages().items():
            act = permission_of(view)
            if page in OF_A_UNIT or not act or person.may(act):
                continue
            assert asked_for(client, person, page, world).status_code in {403, 404}, f"{person} {page}"
