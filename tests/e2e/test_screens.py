"""Every main page at both sizes: accessible, no wider than the window, Chinese, light; and its picture.

``PICTURES=docs/pictures`` also writes the pictures of the README (``make pictures``).
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.e2e.inspecting import (
    WEIGHT_WITH_CHARTS,
    WEIGHT_WITHOUT_CHARTS,
    Weight,
    axe_faults,
    foreign_words,
    sideways,
)
from tests.e2e.office import (
    NARROW,
    PC,
    PHONE,
    SIZES,
    Office,
)
from tests.e2e.preparing import prepare
from tests.e2e.screens import SCREENS, Screen

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
UNKNOWN = "7K3M-QX9T-2HVB"
ISSUED = (
    "select verification_code from documents_document where status = 'issued' and verification_code is not null limit 1"
)
ON_A_PHONE = [pytest.param(screen, marks=[] if screen.in_readme else [pytest.mark.long]) for screen in SCREENS]
ids = [f"{screen.who}-{screen.in_readme or number}" for number, screen in enumerate(SCREENS)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pictures of this run."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def papers(office: Office) -> None:
    prepare(office)


@pytest.mark.parametrize("screen", SCREENS, ids=ids)
@pytest.mark.usefixtures("papers")
def test_at_a_desk(office: Office, browser: Browser, folder: Path, screen: Screen) -> None:
    """One visit for all measurements, also of the width on a phone: each would open the same page again."""
    found: list[str] = []
    known = (*office.accounts, *screen.known_words)
    with office.at_desk(browser, screen.who, PC) as page:
        screen.open(page, office.portal)
        found += [f"axe {fault}" for fault in axe_faults(page)]
        found += [f"wide {fault}" for fault in sideways(page)]
        found += [f"words {fault}" for fault in foreign_words(page, known)]
        _picture(page, folder, screen, "pc")
        for size in (PHONE, NARROW):
            page.set_viewport_size(size)
            found += [f"wide at {size['width']} {fault}" for fault in sideways(page)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("screen", ON_A_PHONE, ids=ids)
@pytest.mark.usefixtures("papers")
def test_on_a_phone(office: Office, browser: Browser, folder: Path, screen: Screen) -> None:
    """Opened on a phone, as another page than the one a desk's window is narrowed to."""
    with office.at_desk(browser, screen.who, PHONE) as page:
        screen.open(page, office.portal)
        found = [*axe_faults(page), *sideways(page)]
        _picture(page, folder, screen, "phone")
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("screen", [one for one in SCREENS if one.in_readme], ids=lambda one: one.in_readme)
def test_weight(office: Office, browser: Browser, screen: Screen) -> None:
    """The weight of a first visit with an empty cache; the picture of a page counts as a chart."""
    with office.at_desk(browser, screen.who, PC):
        pass
    context = office.context(browser, PC, office.signed_in(screen.who))
    page = context.new_page()
    weight = Weight(page)
    screen.open(page, office.portal)
    heavy = screen.has_charts or page.locator("figure.paper").count()
    context.close()
    assert weight.total <= (WEIGHT_WITH_CHARTS if heavy else WEIGHT_WITHOUT_CHARTS), str(weight)


@pytest.mark.parametrize("name", ["login", "check", "unknown", "issued"])
def test_pages_without_a_login(office: Office, browser: Browser, name: str) -> None:
    """The login page; the verification page without a code, with an unknown one, and with a genuine one."""
    code = office.portal.rows(ISSUED)[0][0] if name == "issued" else UNKNOWN
    address = {"login": "/login/", "check": "/check/"}.get(name, f"/check/{code}/")
    context = office.context(browser, PC)
    page = context.new_page()
    page.goto(address)
    assert axe_faults(page) + foreign_words(page) + sideways(page) == []
    if name == "issued" and "PICTURES" in os.environ:
        _for_readme(page.screenshot(animations="disabled"), "check.png")
    page.set_viewport_size(NARROW)
    assert axe_faults(page) + sideways(page) == []
    context.close()


def _picture(page: Page, folder: Path, screen: Screen, size: str) -> None:
    """Keep what a user sees first, as PNG; for the README reduced to a palette. Only `make pictures` asks for it."""
    if "PICTURES" not in os.environ:
        return
    data = page.screenshot(animations="disabled")
    assert Image.open(io.BytesIO(data)).size == (SIZES[size]["width"], SIZES[size]["height"])
    (folder / f"{screen.name}-{size}.png").write_bytes(data)
    is_shown = (screen.in_readme == "quick") == (size == "phone")
    if screen.in_readme and is_shown:
        _for_readme(data, f"{screen.in_readme}{'' if size == 'pc' else '-phone'}.png")


def _for_readme(data: bytes, name: str) -> None:
    target = ROOT / os.environ["PICTURES"] / name
    target.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    picture.save(target, optimize=True)
