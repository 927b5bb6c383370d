"""The PDF engine of this process: fonts, parsed stylesheet and one lock.

A font configuration costs 25 MB and cannot be shared between threads, so each process keeps exactly one, used under the
lock. The engine sees only our fonts: the font library gets a configuration that names our folders and nothing of the
system, and no URL is ever fetched.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from documents.typesetting.fonts import FontStack, font_stack
from documents.typesetting.pdf_writer import PDF_VARIANT
from documents.typesetting.stylesheet import base_stylesheet, letter_stylesheet, stylesheet

if TYPE_CHECKING:
    from weasyprint import CSS, HTML, Document
    from weasyprint.text.fonts import FontConfiguration

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""
_variable_lock = threading.Lock()
_engines: dict[tuple[int, Path | None, Path], Engine] = {}
_engines_lock = threading.Lock()


@dataclass
class Engine:
    """Everything needed to typeset, kept between documents. Use under `lock`."""

    stack: FontStack
    font_configuration: FontConfiguration
    base_style: CSS
    style: CSS
    letter_style: CSS
    color_profile: Any
    lock: threading.Lock

    def lay_out(self, html: str, extra_css: str = "", *, is_letter: bool = False) -> Document:
        """Typeset HTML into pages. `extra_css` is for measurements of deliberately wrong pages."""
        from weasyprint import CSS

        styles = [self.style, self.letter_style] if is_letter else [self.style]
        if extra_css:
            styles.append(CSS(string=extra_css, font_config=self.font_configuration, url_fetcher=_refusing_fetcher()))
        return self._markup(html).render(
            stylesheets=styles,
            font_config=self.font_configuration,
            color_profiles={"srgb": self.color_profile},
            pdf_variant=PDF_VARIANT,
        )

    def write_sheet(self, html: str, css: str) -> bytes:
        """Return a page that is no official document as PDF, in a stylesheet of its own."""
        from weasyprint import CSS, HTML

        style = CSS(string=css, font_config=self.font_configuration, url_fetcher=_refusing_fetcher())
        page = HTML(string=html, url_fetcher=_refusing_fetcher())
        data: bytes = page.write_pdf(stylesheets=[style], font_config=self.font_configuration)
        return data

    def _markup(self, html: str) -> HTML:
        """Parse HTML, with the fast XML parser where it is well-formed, as all of ours is."""
        from cssselect2 import ElementWrapper
        from weasyprint import HTML

        base = self.base_style

        class Markup(HTML):
            """Our markup, under our rules for bare elements (a library without this hook uses its own)."""

            def __init__(self) -> None:
                try:
                    root = ElementTree.fromstring(html)
                except ElementTree.ParseError:
                    super().__init__(string=html, url_fetcher=_refusing_fetcher())
                    return
                self.base_url, self.url_fetcher, self.media_type = None, _refusing_fetcher(), "print"
                self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
                self.etree_element = self.wrapper_element.etree_element

            def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
                return [base]

        return Markup()


def engine(override_folder: Path | None, cache_folder: Path) -> Engine:
    """Return the engine of this process (never a parent's), created at first use (about 1 s)."""
    key = (os.getpid(), override_folder, cache_folder)
    with _engines_lock:
        if key not in _engines:
            _engines[key] = _start(override_folder, cache_folder)
        return _engines[key]


def _start(override_folder: Path | None, cache_folder: Path) -> Engine:
    stack = font_stack(override_folder, cache_folder / "fonts")
    configuration = _write_configuration(stack, cache_folder)
    with _own_fontconfig(configuration):
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        font_configuration = FontConfiguration()
        base, style, letter_style = (
            CSS(string=text, font_config=font_configuration, url_fetcher=_refusing_fetcher())
            for text in (base_stylesheet(), stylesheet(stack), letter_stylesheet())
        )
    return Engine(stack, font_configuration, base, style, letter_style, _color_profile(), threading.Lock())


def _color_profile() -> Any:
    from importlib.resources import files

    from weasyprint.css import ColorProfile

    data = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()

    class Kept(ColorProfile):
        """A colour profile that keeps the file's own bytes: the library would rewrite it, each time differently."""

        name, content = "sRGB2014", data

    return Kept(io.BytesIO(data), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _write_configuration(stack: FontStack, cache_folder: Path) -> Path:
    folders = dict.fromkeys(face.path.parent for face in stack.all_faces())
    text = _FONTCONFIG.format(
        folders="".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders),
        cache=escape(str(cache_folder / "fontconfig")),
    )
    cache_folder.mkdir(parents=True, exist_ok=True)
    target = cache_folder / "fonts.conf"
    partial = cache_folder / f"fonts.conf.{os.getpid()}"
    partial.write_text(text, encoding="utf-8")
    partial.replace(target)
    return target


@contextmanager
def _own_fontconfig(configuration: Path) -> Iterator[None]:
    """Point the font library at our configuration only while it starts.

    Programs started later by this process (a browser in tests) must still see the system's fonts.
    """
    with _variable_lock:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _refusing_fetcher() -> Any:
    """Return a fetcher that fetches nothing: no file and no URL named in a text is ever opened."""
    from weasyprint.urls import URLFetcher

    class RefusingFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"official documents load nothing: {url}")

    return RefusingFetcher(allowed_protocols=())
