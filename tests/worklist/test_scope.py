"""A to-do is seen by its unit's holders of the role, a message by its recipient alone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau
from foundation.ui.models import SavedView
from foundation.ui.services import save_view
from foundation.worklist.models import Message, Todo
from foundation.worklist.services import open_todo, send_message
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Ways


class TestTodos(ScopeSuite):
    model = Todo
    ways = Ways(list="/")

    def make(self) -> dict[str, Any]:
        def make(key: str, organization: Organization, role: str) -> Todo:
            return open_todo(key=key, kind="accident_submit", kind_label="上报", title=f"范围测试{key}",
                             organization=organization, roles=[role], action="去上报", url="/")  # fmt: skip

        return {
            "here": make("here", Organization.objects.get(code="430922-emergency"), "clerk"),
            "elsewhere": make("elsewhere", Organization.objects.get(code="430923-emergency"), "clerk"),
            "city": make("city", city_bureau(), "officer"),
            "government": make("government", Organization.objects.get(code="430922"), "county_leader"),
        }

    def should_see(self, person: User, item: Any) -> bool:
        unit = person.organization
        ours = {unit.pk, unit.parent_id} | set(unit.receives_for.values_list("pk", flat=True))
        return person.is_active and item.organization_id in ours and bool(set(item.roles) & set(person.roles))

    def mark(self, item: Todo) -> str:
        return item.title


class TestMessages(ScopeSuite):
    model = Message
    is_private = True
    ways = Ways(list="/messages/", export="/messages/?export=csv")

    def make(self) -> dict[str, Any]:
        owner = make_user("clerk", username="message-owner")
        for name in ("here", "elsewhere"):
            send_message(recipients=[owner], event=name, title=f"范围测试消息{name}")
        return {message.event: message for message in Message.objects.all()}

    def should_see(self, person: User, item: Any) -> bool:
        return bool(item.recipient_id == person.pk)

    def mark(self, item: Message) -> str:
        return item.title

    def detail(self, item: Message) -> str:
        return ""

    def test_opening_anothers_message_is_refused(self, city: None, client: Any) -> None:
        message = self.make()["here"]
        client.force_login(make_user("clerk"))
        assert client.post(reverse("worklist:open-message", args=[message.pk])).status_code == 404
        message.refresh_from_db()
        assert message.read_at is None


class TestSavedViews(ScopeSuite):
    model = SavedView
    is_private = True
    ways = Ways(list="/views/")

    def make(self) -> dict[str, Any]:
        owner = make_user("clerk", username="view-owner")
        return {
            name: save_view(user=owner, list_name="accidents:list", name=f"范围测试{name}", query="level=larger")
            for name in ("here", "elsewhere")
        }

    def should_see(self, person: User, item: Any) -> bool:
        return bool(item.owner_id == person.pk)

    def mark(self, item: SavedView) -> str:
        return item.name

    def detail(self, item: SavedView) -> str:
        return reverse("ui:rename-view", args=[item.pk])
