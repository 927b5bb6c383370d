"""The same letter through other programs, where they are installed: a browser's print, an office suite's export."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from documents.docx.rendering import render_docx
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.html import Arrangement, Composition
from documents.typesetting.rendering import configured_stack
from documents.typesetting.stylesheet import stylesheet

REPEATS = 5
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser(content: DocumentContent) -> float | None:
    """Seconds of one headless print of the letter's HTML, the program's start included; None: not installed."""
    program = _found(_BROWSERS) or _bundled_browser()
    if program is None:
        return None
    stack = configured_stack()
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{face.path.as_uri()}") }}' for face in stack.all_faces()
    )
    html = Composition(content, stack).html(Arrangement())
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "letter.html", Path(folder) / "letter.pdf"
        page.write_text(html.replace("</head>", f"<style>{faces}{stylesheet(stack)}</style></head>"))
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri(),
        ]  # fmt: skip
        return _timed(command, target)


def office_suite(content: DocumentContent) -> float | None:
    """Seconds of one conversion of the letter's DOCX to PDF, the program's start included; None: not installed."""
    program = _found(("soffice", "libreoffice"))
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.docx"
        source.write_bytes(render_docx(content))
        command = [
            program, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", folder, str(source),
        ]  # fmt: skip
        return _timed(command, source.with_suffix(".pdf"))


def _timed(command: list[str], target: Path) -> float:
    times = []
    for _ in range(REPEATS + 1):
        target.unlink(missing_ok=True)
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        times.append(time.perf_counter() - began)
        assert target.exists(), f"{command[0]} wrote no PDF"
    return statistics.median(times[1:])


def _found(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _bundled_browser() -> str | None:
    """The browser of the tests, if its files were fetched."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
