"""Two administrators at the same moment: one of each kind is always left."""

from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

from foundation.accounts import services
from foundation.accounts.models import User
from foundation.common.errors import DomainError
from tests.support.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_administrators_do_not_disable_each_other(city: None) -> None:
    first, second = make_user("sysadmin", username="first"), make_user("sysadmin", username="second")
    refused: list[DomainError] = []

    def disable_first() -> None:
        try:
            services.set_active(user=second, account=first, is_active=False, reason="调离")
        except DomainError as error:
            refused.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=disable_first)
    with transaction.atomic():
        services.set_active(user=first, account=second, is_active=False, reason="调离")
        other.start()
        other.join(timeout=0.5)  # it waits for this transaction, unless nothing keeps it from going on
    other.join(timeout=60)
    assert [error.code for error in refused] == ["last_keeper"]
    assert list(User.objects.filter(is_active=True, roles__contains=["sysadmin"])) == [first]
