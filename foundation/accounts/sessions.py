"""List and end logins. Sessions are rows of Django's session table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from foundation.accounts.actions import SESSION_ACTIONS
from foundation.accounts.client_address import client_address
from foundation.accounts.models import User
from foundation.accounts.tokens import digest
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require

END = SESSION_ACTIONS["end"]
ADDRESS_KEY = "login_address"
SINCE_KEY = "login_at"
SEEN_KEY = "last_seen"


@dataclass(frozen=True)
class OnlineSession:
    """One login: its user, client address, start, and last use."""

    handle: str
    user: User
    address: str
    since: dt.datetime | None
    last_seen: dt.datetime | None


def online_sessions(user: User) -> list[OnlineSession]:
    """Return the logins that have not ended, most recently used first; none without the permission for sessions."""
    if not user.may(END.permission):
        return []
    stored = [(session, session.get_decoded()) for session in Session.objects.filter(expire_date__gt=clock.now())]
    people = (
        User.objects.visible_to(user)
        .select_related("organization")
        .in_bulk([int(data[SESSION_KEY]) for _, data in stored if SESSION_KEY in data])
    )
    found = [
        OnlineSession(
            handle=_handle_of(session.session_key),
            user=people[int(data[SESSION_KEY])],
            address=data.get(ADDRESS_KEY, ""),
            since=_moment(data.get(SINCE_KEY)),
            last_seen=_moment(data.get(SEEN_KEY)),
        )
        for session, data in stored
        if SESSION_KEY in data and int(data[SESSION_KEY]) in people
    ]
    return sorted(found, key=lambda online: online.last_seen or clock.start_of_day(dt.date(1970, 1, 1)), reverse=True)


@transaction.atomic
def end_session(*, user: User, handle: str) -> User | None:
    """End one login by its handle. Returns its user, ``None`` when it has ended already. Raises ``NotPermitted``."""
    require(user, END.permission)
    keys = Session.objects.values_list("session_key", flat=True)
    key = next((key for key in keys.iterator() if _handle_of(key) == handle), None)
    session = Session.objects.select_for_update().filter(session_key=key).first()
    if session is None:
        return None
    account = User.objects.filter(pk=session.get_decoded().get(SESSION_KEY)).first()
    session.delete()
    if account is not None:
        record(user=user, act=END.event_code, obj=account, message=f"强制退出 {account.username} 的登录。")
    return account


def end_sessions(account: User) -> int:
    """End every login of an account; called inside the service that requires it."""
    keys = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=clock.now())
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def note_login(request: Any) -> None:
    """Store with the session where and when it began, for the list of sessions."""
    request.session[ADDRESS_KEY] = client_address(request)
    request.session[SINCE_KEY] = clock.now().timestamp()


def _handle_of(session_key: str) -> str:
    """Return an identifier of a session for pages that does not reveal its key."""
    return digest(session_key)[:24]


def _moment(stamp: Any) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(float(stamp), clock.SHANGHAI) if stamp else None
