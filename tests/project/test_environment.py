"""Settings from the environment, and the messages when they are wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yiyang_ems.derived_settings import cache_address, celery_address, secret_key
from yiyang_ems.embedded.configuration import StackSettings
from yiyang_ems.embedded.listener import refuse_demo_on_network
from yiyang_ems.embedded.state import LONGEST_SOCKET_PATH, StackError, State
from yiyang_ems.env import Environment, SettingsError

ROOT = Path(__file__).resolve().parents[2]


def test_every_fault_is_named_at_once():
    env = Environment({"PORT": "abc", "DEMO": "vielleicht", "DATABASE_URL": "mysql://x/y", "REDIS_URL": "amqp://x"})
    env.required("SECRET_KEY", "会话签名密钥")
    env.integer("PORT", 8000, lowest=1, highest=65535)
    env.boolean("DEMO")
    env.postgres("DATABASE_URL")
    env.redis("REDIS_URL")
    with pytest.raises(SettingsError) as caught:
        env.finish()
    assert len(caught.value.faults) == 5
    for name in ("SECRET_KEY", "PORT=abc 不是整数", "DEMO=vielleicht", "PostgreSQL 地址", "Redis 地址"):
        assert name in str(caught.value)


def test_empty_value_is_no_value():
    """A makefile or a compose file passes an unset variable on as an empty text."""
    env = Environment({"DEMO": "", "PORT": "", "DATABASE_URL": ""})
    assert env.boolean("DEMO", True) is True
    assert env.integer("PORT", 8000, lowest=1, highest=65535) == 8000
    assert env.postgres("DATABASE_URL") is None
    env.finish()


def test_number_out_of_range_is_named_with_its_bounds():
    env = Environment({"PORT": "70000"})
    env.integer("PORT", 8000, lowest=1, highest=65535)
    with pytest.raises(SettingsError, match="应在 1 至 65535 之间"):
        env.finish()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://yj.example.cn", "https://yj.example.cn"),
        ("http://10.1.2.3:8080/", "http://10.1.2.3:8080"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("", ""),
    ],
)
def test_public_address(typed, read):
    env = Environment({"PUBLIC_ADDRESS": typed})
    assert env.site("PUBLIC_ADDRESS") == read
    env.finish()


@pytest.mark.parametrize(
    "typed",
    [
        "yj.example.cn",
        "https://",
        "ftp://yj.example.cn",
        "https://yj.example.cn/portal",
        "https://yj.example.cn?x=1",
        "https://u:p@yj.example.cn",
        "https://yj example.cn",
        "https://yj.example.cn:99999",
        "https://[2001",
    ],
)
def test_public_address_that_is_none_is_named(typed):
    env = Environment({"PUBLIC_ADDRESS": typed})
    env.site("PUBLIC_ADDRESS")
    with pytest.raises(SettingsError, match=r"PUBLIC_ADDRESS=.*不是有效的网址"):
        env.finish()


def test_database_address_is_read_with_encoded_characters():
    values = Environment({"DATABASE_URL": "postgres://u%40x:p%2Fw@db:6432/portal"}).postgres("DATABASE_URL")
    assert values == {"NAME": "portal", "USER": "u@x", "PASSWORD": "p/w", "HOST": "db", "PORT": "6432"}


@pytest.mark.parametrize(
    ("address", "cache", "celery"),
    [
        ("redis://h:6379/0", "redis://h:6379/2", "redis://h:6379/0"),
        ("redis://:pw@h:6379/4", "redis://:pw@h:6379/6", "redis://:pw@h:6379/4"),
        ("unix:///run/v.sock?db=0", "unix:///run/v.sock?db=2", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_cache_and_broker_never_share_a_database(address, cache, celery):
    assert cache_address(address) == cache
    assert celery_address(address) == celery


def test_secret_key_is_made_once_and_is_private(tmp_path):
    first = secret_key(tmp_path / "data")
    assert secret_key(tmp_path / "data") == first
    assert len(first) >= 50
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0
    assert secret_key(tmp_path / "other") != first


def test_django_does_not_start_with_a_wrong_value_and_says_which(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SESSION_IDLE_MINUTES": "soon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SESSION_IDLE_MINUTES=soon 不是整数" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_demo_accounts_may_be_used_on_this_machine(host, tmp_path):
    settings = StackSettings.read({"HOST": host, "DATA_DIR": str(tmp_path)})
    refuse_demo_on_network(settings)
    assert settings.demo


def test_demo_accounts_are_refused_to_the_network_unless_asked_for(tmp_path):
    with pytest.raises(StackError, match="ALLOW_DEMO_ON_NETWORK"):
        refuse_demo_on_network(StackSettings.read({"HOST": "0.0.0.0", "DATA_DIR": str(tmp_path)}))
    refuse_demo_on_network(StackSettings.read({"HOST": "0.0.0.0", "DEMO": "0", "DATA_DIR": str(tmp_path)}))
    asked = {"HOST": "0.0.0.0", "ALLOW_DEMO_ON_NETWORK": "1", "DATA_DIR": str(tmp_path)}
    refuse_demo_on_network(StackSettings.read(asked))


def test_demo_accounts_of_an_earlier_start_are_refused_too(tmp_path):
    (tmp_path / "demo-accounts.json").write_text("[]")
    with pytest.raises(StackError, match="已有"):
        refuse_demo_on_network(StackSettings.read({"HOST": "0.0.0.0", "DEMO": "0", "DATA_DIR": str(tmp_path)}))


def test_sockets_of_a_long_path_lie_in_a_short_private_folder(tmp_path):
    long = State(tmp_path / ("很长的目录名" * 12))
    assert len(os.fsencode(f"{long.run}/.s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
    assert long.run == State(long.root).run
    assert long.run != State(long.root / "x").run


def test_socket_folder_of_somebody_else_is_refused(tmp_path):
    state = State(tmp_path)
    state.run.symlink_to("/tmp")
    with pytest.raises(StackError, match="不属于当前用户"):
        state.prepare_sockets(None)
