"""The real portal, started as `make run` starts it, in a folder of its own, and a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.office import (
    PC,
    Office,
    chromium_path,
    kept_folder,
    launch,
    open_office,
)
from tests.e2e.seeding import own_copy
from tests.project.portal_runner import Portal, free_port, portal

expect.set_options(timeout=60_000)  # other work may load the machine; what holds is not waited for


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if folder := kept_folder():
        yield _kept(folder)
        return
    folder = own_copy() or tmp_path_factory.mktemp("journey") / "var"
    for started in portal(folder, demo=True):
        begin(started)
        yield open_office(started)
    shutil.rmtree(folder, ignore_errors=True)


def begin(chosen: Portal) -> None:
    """Start the portal. Two demonstration years take a while to make where they are not copied."""
    done = chosen.manage("up", "--detach", seconds=900)
    assert done.returncode == 0, done.stdout + done.stderr + chosen.log("supervisor")


def _kept(folder: Path) -> Office:
    running = folder / "running.json"
    port = (
        int(json.loads(running.read_text())["address"].rstrip("/").rpartition(":")[2])
        if running.exists()
        else free_port()
    )
    chosen = Portal(folder, port, demo=True)
    if not chosen.is_ready():
        begin(chosen)
    return open_office(chosen)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Close the browser after each module: while it is open this process cannot use Django's database."""
    with sync_playwright() as playwright:
        opened = launch(playwright, chromium_path())
        yield opened
        opened.close()


@pytest.fixture
def desk(office: Office, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A user's page: ``@pytest.mark.parametrize("desk", [("officer", PC)], indirect=True)``; default the clerk's."""
    username, size = getattr(request, "param", ("county_taojiang", PC))
    with office.at_desk(browser, username, size) as page:
        yield page
