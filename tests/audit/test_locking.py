"""A row that somebody else has changed: one refusal that names who did what and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.audit.locking import last_change, lock_row, require_version, who_and_when
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.errors import Stale
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def at(text: str) -> Any:
    return clock.at(dt.datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI))


def test_only_the_row_itself_is_locked(city: None) -> None:
    bureau = city_bureau()
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        assert lock_row(Organization.objects.select_related("division"), bureau.pk) == bureau
    assert [each["sql"] for each in queries if 'FOR UPDATE OF "organizations_organization"' in each["sql"]]


def test_the_same_version_or_none_is_not_refused(city: None) -> None:
    unit: Any = city_bureau()
    unit.version = 3
    require_version(unit, 3, "这个机构")
    require_version(unit, None, "这个机构")


def test_another_version_names_who_changed_it(city: None) -> None:
    unit: Any = city_bureau()
    unit.version = 3
    with at("2021-03-16T10:12"):
        record(user=make_user("officer", username="王凯"), act="organization.manage", obj=unit, message="修改机构。")
    with at("2021-03-16T10:15"), pytest.raises(Stale) as stale:
        require_version(unit, 2, "这个机构")
    assert stale.value.message == ("这个机构在您打开之后有了变动。王凯 10:12 修改机构。您填的还在，请对照后再办。")


def test_the_day_is_named_when_it_was_not_today(city: None) -> None:
    unit = city_bureau()
    assert (who_and_when(None), last_change(unit)) == ("系统", "")
    with at("2021-03-16T10:12"):
        event = record(user=None, act="organization.manage", obj=unit, message="修改机构。")
    with at("2021-03-17T08:00"):
        assert who_and_when(event) == "系统 3月16日 10:12"
    with at("2022-01-04T08:00"):
        assert last_change(unit) == "系统 2021年3月16日 10:12 修改机构。"
