"""Health pages: each failing part is named, and only JSON comes out."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple

import pytest
import redis

from accountability.models import ReconciliationRequest, RuleSet
from foundation.calendar.models import Holiday
from foundation.common import clock
from foundation.organizations.models import Division
from yiyang_ems import health, heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(monkeypatch, city):
    """Make everything healthy: fresh signs of life, a day in a year with known holidays."""
    monkeypatch.setattr(heartbeat, "age", lambda who: 12.4)
    ReconciliationRequest.objects.all().delete()
    with clock.at(dt.datetime(2026, 6, 1, 9, tzinfo=clock.SHANGHAI)):
        yield


def failing(client, path="/health/full"):
    answer = client.get(path)
    checks = answer.json()["checks"]
    assert answer.status_code == (200 if all(part["ok"] for part in checks.values()) else 503)
    return {name: part.get("message") for name, part in checks.items() if not part["ok"]}


def test_live_needs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_looks_at_database_redis_and_migrations(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "redis", "migrations"}


def test_full_is_well(client, well):
    assert failing(client) == {}
    assert client.get("/health/full").json()["checks"]["worker"] == {"ok": True, "age_seconds": 12}


@pytest.mark.parametrize("age", [None, 181.0])
def test_worker_without_a_fresh_heartbeat_fails(client, well, monkeypatch, age):
    monkeypatch.setattr(heartbeat, "age", lambda who: age if who == heartbeat.WORKER else 1.0)
    assert set(failing(client)) == {"worker"}


def test_redis_away_is_named_without_its_address(client, well, monkeypatch):
    def refuse(*_):
        raise redis.ConnectionError("Error 111 connecting to secret-host:6379")

    monkeypatch.setattr(heartbeat, "age", refuse)
    assert failing(client) == {"worker": "Redis 没有应答", "beat": "Redis 没有应答"}


def test_work_that_waits_too_long_fails(client, well):
    waiting = ReconciliationRequest.objects.create(
        rule_set=RuleSet.objects.first(),
        county=Division.objects.get(code="430922"),
        window_start=dt.date(2026, 1, 1),
        requested_at=clock.now() - dt.timedelta(minutes=9),
    )
    assert failing(client) == {}
    ReconciliationRequest.objects.filter(pk=waiting.pk).update(requested_at=clock.now() - dt.timedelta(minutes=11))
    assert failing(client) == {"waiting_work": "积压超过 10 分钟：reconciliation"}


def test_full_disk_fails(client, well, monkeypatch):
    usage = namedtuple("usage", "total used free")(100 * 1024**3, 99 * 1024**3, 500 * 1024**2)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage)
    assert failing(client) == {"disk": "数据目录所在磁盘只剩 500 MB"}


def test_missing_font_is_named(client, well, monkeypatch):
    monkeypatch.setattr(health, "FONT_NAMES", ["gw-none.otf"])
    assert failing(client) == {"fonts": "缺少公文字体：gw-none.otf"}


def test_missing_library_is_named_with_its_command(client, well, monkeypatch):
    monkeypatch.setattr(health, "PDF_LIBRARIES", {"libnone.so.0": "libnone0"})
    assert failing(client) == {"fonts": "缺少系统库 libnone0：apt-get install -y libnone0"}


def test_holidays_of_next_year_are_asked_for_in_december(client, well):
    Holiday.objects.filter(day__year=2027).delete()
    with clock.at(dt.datetime(2026, 11, 30, 9, tzinfo=clock.SHANGHAI)):
        assert failing(client) == {}
    with clock.at(dt.datetime(2026, 12, 1, 9, tzinfo=clock.SHANGHAI)):
        assert failing(client) == {"holidays": "节假日安排未录入：2027 年"}


def test_waiting_migration_fails(client, well, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("accidents", False)])
    assert failing(client, "/health/ready") == {"migrations": "有 1 项数据库结构更新未执行：manage.py migrate"}


def test_a_signature_that_cannot_be_made_is_reported(client, well, settings):
    assert client.get("/health/full").json()["checks"]["signing"] == {"ok": True, "state": "未启用电子签名"}
    settings.PDF_SIGNING_METHOD = "ofd"
    assert "OFD 签章未配置" in failing(client)["signing"]
    settings.PDF_SIGNING_METHOD = "pades"
    assert "缺少 PDF_SIGNING_CERTIFICATE、PDF_SIGNING_PASSWORD" in failing(client)["signing"]
    settings.PDF_SIGNING_CERTIFICATE, settings.PDF_SIGNING_PASSWORD = "/nowhere/trial.p12", "secret"
    answer = client.get("/health/full").json()["checks"]["signing"]
    assert answer == {"ok": True, "state": "证书签名（trial.p12）"}
