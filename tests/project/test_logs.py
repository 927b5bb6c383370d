"""The logs: one JSON object a line, and no secret."""

import json
import logging

import pytest
from django.urls import reverse

from yiyang_ems.first_admin import make_link
from yiyang_ems.logs import JsonFormatter

SECRET = "p3Xk-9_abcDEF"


def written(message, *args, exc_info=None):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, exc_info)
    return json.loads(JsonFormatter().format(record))


@pytest.mark.parametrize("rest", ["", "/", "/?next=/", "#top"])
def test_the_secret_of_a_setup_link_is_masked(rest):
    assert written("Bad Request: %s", f"/setup/{SECRET}{rest}")["message"] == f"Bad Request: /setup/***{rest}"


def test_it_is_masked_within_an_exception_too():
    try:
        raise ValueError(f"no page at http://127.0.0.1:8000/setup/{SECRET}/")
    except ValueError as error:
        entry = written("failed", exc_info=(type(error), error, error.__traceback__))
    assert SECRET not in entry["exception"]
    assert "/setup/***/" in entry["exception"]


def test_other_paths_stay_whole():
    assert written("Not Found: %s", "/accidents/x/")["message"] == "Not Found: /accidents/x/"


def test_a_form_error_does_not_write_a_valid_secret(city, client, caplog):
    """Django logs the path of every 4xx response."""
    address = reverse("first-admin", args=["x"]).replace("x/", "")
    secret = make_link("http://127.0.0.1/").rstrip("/").rpartition("/")[2]
    answer = client.post(f"{address}{secret}/", {})
    assert answer.status_code == 422
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("/setup/***/" in line for line in lines)
    assert not any(secret in line for line in lines)


def test_the_proxy_does_not_log_the_link_either():
    from pathlib import Path

    conf = (Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf").read_text()
    assert '"~/setup/" 0;' in conf
    assert "access.log combined if=$is_logged;" in conf
