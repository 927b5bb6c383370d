"""The tests' own database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_each_worker_has_its_own_clone_of_the_embedded_server():
    with connection.cursor() as cursor:
        cursor.execute("select current_database(), current_setting('server_version_num')::int")
        name, version = cursor.fetchone()
    assert "_test_" in name
    assert version >= 150000
