"""The running portal with its users: its address, its accounts, and a browser for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from tests.e2e.caller import Caller
from tests.project.portal_runner import Portal

PC: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 360, "height": 740}
SIZES = {"pc": PC, "phone": PHONE}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-domain-reliability",
    "--no-first-run", "--no-proxy-server", "--font-render-hinting=none", "--lang=zh-CN",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One row of demo-accounts.json."""

    username: str
    name: str
    organization: str
    roles: tuple[str, ...]
    password: str
    api_token: str


@dataclass
class Office:
    """A running portal with its demonstration accounts."""

    portal: Portal
    accounts: dict[str, Account]
    _signed_in: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.portal.port}"

    def caller(self, username: str) -> Caller:
        """Return a logged-in client without a browser, with the account's API token."""
        account = self.accounts[username]
        return Caller(self.portal.port, api_token=account.api_token).login(username, account.password)

    def token_caller(self, username: str) -> Caller:
        return Caller(self.portal.port, api_token=self.accounts[username].api_token)

    def stranger(self) -> Caller:
        return Caller(self.portal.port)

    @contextmanager
    def at_desk(
        self, browser: Browser, username: str, size: ViewportSize | None = None, *, fresh: bool = False
    ) -> Iterator[Page]:
        """Return a page of ``username``, logged in through the login page the first time (always when ``fresh``).

        Nothing is open on it: a test begins by going to an address.
        """
        state = None if fresh else self._signed_in.get(username)
        context = self.context(browser, size or PC, state)
        try:
            page = context.new_page()
            if state is None:
                self.log_in(page, username)
                if not fresh:
                    self._signed_in[username] = context.storage_state()
            yield page
            assert not context.faults, context.faults  # type: ignore[attr-defined]
        finally:
            context.close()

    def signed_in(self, username: str) -> Any:
        """Return the cookies of a user who has logged in before."""
        return self._signed_in[username]

    def context(self, browser: Browser, size: ViewportSize, state: Any = None) -> BrowserContext:
        """Return a separate window; errors of its pages and loads from other hosts are collected in ``faults``."""
        context = browser.new_context(
            base_url=self.url, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", storage_state=state,
            accept_downloads=True, device_scale_factor=1, has_touch=size["width"] < 500,
        )  # fmt: skip
        context.set_default_timeout(60_000)
        faults: list[str] = []
        context.faults = faults  # type: ignore[attr-defined]
        context.on("weberror", lambda error: faults.append(f"script error: {error.error}"))
        context.on("console", lambda message: _note_console(message, faults))
        context.on("request", lambda request: _note_foreign(request.url, self.url, faults))
        context.on("response", lambda answer: _note_broken(answer, faults))
        return context

    def log_in(self, page: Page, username: str) -> None:
        if not page.url.startswith(f"{self.url}/login/"):
            page.goto("/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(self.accounts[username].password)
        page.get_by_role("button", name="登录", exact=True).click()
        page.get_by_role("heading", level=1).wait_for()
        assert "/login/" not in page.url, f"{username}: {page.locator('main').inner_text()}"


def open_office(portal: Portal) -> Office:
    rows = json.loads((portal.data_dir / "demo-accounts.json").read_text(encoding="utf-8"))
    accounts = {row["username"]: Account(**{**row, "roles": tuple(row["roles"])}) for row in rows}
    return Office(portal, accounts)


def launch(playwright: Playwright, executable: str) -> Browser:
    return playwright.chromium.launch(executable_path=executable, args=list(QUIET))


def _note_console(message: Any, faults: list[str]) -> None:
    """Collect console errors. 4xx are part of some tests; policy violations and script errors never are."""
    expected = ("Failed to load resource", "htmx:", "Response Status Error Code 4")
    if message.type == "error" and not message.text.startswith(expected):
        faults.append(f"console: {message.text}")


def _note_foreign(url: str, own: str, faults: list[str]) -> None:
    if not url.startswith((own, "data:", "blob:", "about:", "chrome")):
        faults.append(f"foreign address: {url}")


def _note_broken(answer: Any, faults: list[str]) -> None:
    if answer.status >= 500:
        faults.append(f"{answer.status} {answer.request.method} {answer.url}")


def chromium_path() -> str:
    """Return the system's Chromium; `make test` has installed it."""
    import shutil

    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("没有找到 Chromium，请先运行 bin/setup test。")


def kept_folder() -> Path | None:
    """Return a folder whose portal is started once and left running, for development (E2E_DATA_DIR)."""
    import os

    chosen = os.environ.get("E2E_DATA_DIR")
    return Path(chosen).resolve() if chosen else None
