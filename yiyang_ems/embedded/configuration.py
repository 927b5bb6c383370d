"""Settings of the processes from the environment, shared by the supervisor, manage.py and Django's settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yiyang_ems.embedded.state import State
from yiyang_ems.env import Environment

BASE_DIR = Path(__file__).resolve().parents[2]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class StackSettings:
    """`port_given` decides whether a port in use is an error or a reason to try the next one."""

    state: State
    city_folder: Path
    host: str
    port: int
    port_given: bool
    demo: bool
    demo_on_network: bool
    embeds_database: bool
    embeds_broker: bool
    redis_url: str | None

    @classmethod
    def read(cls, values: Mapping[str, str] | None = None) -> StackSettings:
        """Read the environment. Raises SettingsError when a value cannot be used."""
        env = Environment(os.environ if values is None else values)
        settings = cls(
            state=State(env.folder("DATA_DIR", BASE_DIR / "var", base=BASE_DIR)),
            city_folder=env.city(BASE_DIR / "fixtures"),
            host=env.text("HOST", "127.0.0.1"),
            port=env.integer("PORT", 8000, lowest=1, highest=65535),
            port_given=bool(env.text("PORT")),
            demo=env.boolean("DEMO", True),
            demo_on_network=env.boolean("ALLOW_DEMO_ON_NETWORK"),
            embeds_database=env.postgres("DATABASE_URL") is None,
            embeds_broker=(redis_url := env.redis("REDIS_URL")) is None,
            redis_url=redis_url,
        )
        env.finish()
        return settings
