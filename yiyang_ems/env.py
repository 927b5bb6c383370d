"""Read settings from the environment and report, in Chinese, every value that is missing or invalid.

All problems are collected, so that an administrator can fix a configuration at once instead of one message at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class SettingsError(Exception):
    """The environment cannot be used. `faults` holds one Chinese sentence for each name."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("配置有误，系统未启动：\n" + "\n".join(f"  · {fault}" for fault in faults))


class Environment:
    """The reader of one start. Read every value, then call `finish()`, which raises when anything was wrong."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, "").strip() or default

    def required(self, name: str, purpose: str) -> str:
        value = self.text(name)
        if not value:
            self.fault(f"缺少 {name}（{purpose}）")
        return value

    def boolean(self, name: str, default: bool = False) -> bool:
        raw = self.text(name)
        if not raw:
            return default
        value = raw.lower()
        if value in TRUE:
            return True
        if value not in FALSE:
            self.fault(f"{name}={raw} 无法识别，应为 1 或 0")
        return False

    def integer(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        raw = self.text(name)
        if not raw:
            return default
        try:
            value = int(raw)
        except ValueError:
            self.fault(f"{name}={raw} 不是整数")
            return default
        if not lowest <= value <= highest:
            self.fault(f"{name}={raw} 超出范围，应在 {lowest} 至 {highest} 之间")
            return default
        return value

    def words(self, name: str, default: list[str]) -> list[str]:
        raw = self.text(name)
        return [word.strip() for word in raw.split(",") if word.strip()] if raw else default

    def folder(self, name: str, default: Path, *, base: Path) -> Path:
        """Return a path; a relative one is resolved against `base`, not the current folder."""
        raw = self.text(name)
        return (base / Path(raw).expanduser()).resolve() if raw else default

    def city(self, fixtures: Path) -> Path:
        """Return the folder of reference data that `CITY` names among `fixtures` (default: yiyang)."""
        folder = fixtures / self.text("CITY", "yiyang")
        if not (folder / "divisions.csv").is_file():
            known = "、".join(sorted(path.parent.name for path in fixtures.glob("*/divisions.csv")))
            self.fault(f"CITY={folder.name} 没有数据目录，应为：{known}")
            return fixtures / "yiyang"
        return folder

    def postgres(self, name: str) -> dict[str, object] | None:
        """Return a postgres:// address as Django's connection values, or None when the name is not set."""
        raw = self.text(name)
        if not raw:
            return None
        try:
            url = urlsplit(raw)
            port = url.port
        except ValueError:
            self.fault(f"{name} 不是有效的数据库地址，应形如 postgres://用户:密码@主机:5432/库名")
            return None
        if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
            self.fault(f"{name} 应为 PostgreSQL 地址，形如 postgres://用户:密码@主机:5432/库名")
            return None
        return {
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(port or ""),
        }

    def redis(self, name: str) -> str | None:
        raw = self.text(name)
        if not raw:
            return None
        if not raw.startswith(("redis://", "rediss://", "unix://")):
            self.fault(f"{name} 应为 Redis 地址，形如 redis://主机:6379/0")
            return None
        return raw

    def site(self, name: str) -> str:
        """Return the address of a site, scheme and host alone, without a trailing slash; empty when it is not set."""
        raw = self.text(name)
        if not raw:
            return ""
        try:
            url = urlsplit(raw)
            is_site = url.scheme in {"http", "https"} and bool(url.hostname) and url.username is None
            is_site = is_site and (url.port is None or url.port > 0)
        except ValueError:
            is_site = False
        if not is_site or url.path.strip("/") or url.query or url.fragment or any(map(str.isspace, raw)):
            self.fault(f"{name}={raw} 不是有效的网址，应形如 https://yjglj.yiyang.gov.cn，只写协议和主机名")
            return ""
        return f"{url.scheme}://{url.netloc}"

    def fault(self, sentence: str) -> None:
        self._faults.append(sentence)

    def finish(self) -> None:
        if self._faults:
            raise SettingsError(self._faults)
