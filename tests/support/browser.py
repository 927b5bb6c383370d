"""A real browser on the pages of the live server: one Chromium for the tests of a module.

Loaded by `tests/conftest.py`. Waiting is bounded only so that a fault ends: what holds is never waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Milliseconds; a loaded machine may take long to draw a page.
LONGEST_WAIT = 60_000
#: What the pages of one test may be sized as unless it says otherwise.
DESK: Any = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def live_browser() -> Iterator[Browser]:
    """Close the browser after each module: while it is open this process counts as asynchronous for Django."""
    from playwright.sync_api import expect, sync_playwright

    from tests.e2e.office import chromium_path, launch

    expect.set_options(timeout=LONGEST_WAIT)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = launch(playwright, chromium_path())
        yield opened
        opened.close()


@pytest.fixture
def open_page(live_server: Any, live_browser: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page(user, size)``: a page of a signed-in person; a script error or a load that the policy forbids fails.

    Each page is a browser window of its own: signing in as another person does not end the session of the one before.
    """
    faults: list[str] = []
    contexts = []

    def opened(user: Any, size: Any = None, **options: Any) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        context = live_browser.new_context(
            viewport=size or DESK, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=live_server.url, **options
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT)
        cookie = client.cookies["yiyang_session"].value
        context.add_cookies([{"name": "yiyang_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
