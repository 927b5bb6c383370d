"""Who sees which places, units, sectors, persons and tokens."""

from __future__ import annotations

from typing import Any

from foundation.accounts.models import ApiToken, User
from foundation.accounts.tokens import issue_token
from foundation.organizations.models import Division, Organization, Sector
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Ways, Where


class TestDivisions(ScopeSuite):
    model = Division
    ways = Ways(api_list="/api/v1/divisions/?level=township")

    def make(self) -> dict[str, Any]:
        return {
            "here": Division.objects.get(code="430922115"),
            "elsewhere": Division.objects.get(code="430923121"),
        }

    def api_detail(self, item: Division) -> str:
        return f"/api/v1/divisions/{item.code}/"


class TestOrganizations(ScopeSuite):
    model = Organization
    ways = Ways(api_list="/api/v1/organizations/?kind=township_government")

    def make(self) -> dict[str, Any]:
        return {
            "here": Organization.objects.get(code="430922115"),
            "elsewhere": Organization.objects.get(code="430923121"),
        }

    def api_detail(self, item: Organization) -> str:
        return f"/api/v1/organizations/{item.code}/"


class TestSectors(ScopeSuite):
    model = Sector

    def make(self) -> dict[str, Any]:
        return {"one": Sector.objects.get(code="gas"), "other": Sector.objects.get(code="fireworks")}


class TestUsers(ScopeSuite):
    model = User
    act = "user.view"
    ways = Ways(list="/system/users/")

    def make(self) -> dict[str, Any]:
        return {
            "here": make_user(username="here-person", unit="430922-emergency"),
            "elsewhere": make_user(username="elsewhere-person", unit="430923-emergency"),
        }

    def where(self, item: User) -> Where:
        return Where(author=item)

    def mark(self, item: User) -> str:
        return item.username

    def test_everyone_sees_the_own_account(self, city: None) -> None:
        for role in ("clerk", "township", "department", "leader"):
            person = make_user(role)
            assert list(User.objects.visible_to(person)) == [person]


class TestApiTokens(ScopeSuite):
    """A token is its owner's secret: no role sees another person's, not even the administrators."""

    model = ApiToken
    is_private = True

    def make(self) -> dict[str, Any]:
        owner = make_user(username="token-owner", unit="430922-emergency")
        return {name: issue_token(user=None, account=owner, label=name)[0] for name in ("here", "elsewhere")}

    def should_see(self, person: User, item: Any) -> bool:
        return bool(person.pk == item.user_id)
