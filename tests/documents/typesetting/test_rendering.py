"""The renderer in the project: its fonts, no request to the network, its speed and its threads."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pdfplumber import open as open_pdf

from documents.typesetting import pdf_writer, rendering
from documents.typesetting.content.blocks import ContentError, Lead
from documents.typesetting.font_preparation import prepared_copy
from documents.typesetting.fonts import OWN_FOLDER, ROLES, font_stack
from documents.typesetting.html import Arrangement, Composition
from documents.typesetting.pages import page_picture
from documents.typesetting.pdf_writer import write
from documents.typesetting.rendering import render
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.samples import NOTICE, SHORT
from tests.documents.samples_of_kinds import KINDS


def test_every_shipped_font_has_its_licence_and_equal_metrics():
    assert {"COPYING-Fandol.txt", "COPYRIGHT-LXGW-WenKai.txt", "COPYRIGHT-Noto-CJK.txt"} <= {
        path.name for path in OWN_FOLDER.iterdir()
    }
    for path in [*OWN_FOLDER.glob("*.otf"), *OWN_FOLDER.glob("*.ttf")]:
        with TTFont(path, lazy=True) as font:
            hhea, os2 = font["hhea"], font["OS/2"]
            assert (hhea.ascent, hhea.descent, hhea.lineGap) == (880, -120, 0), path.name
            assert (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap) == (880, -120, 0), path.name
            assert (os2.usWinAscent, os2.usWinDescent) == (880, 120), path.name


def small_font(name, target, characters):
    """A shipped font cut down to some characters: its CIDs are then no longer its glyph numbers, as in many bought
    fonts, and it is prepared in a moment."""
    with TTFont(OWN_FOLDER / name) as font:
        options = Options(notdef_outline=True, drop_tables=["GSUB", "GPOS"], desubroutinize=False)
        cutter = Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        font["hhea"].ascent, font["OS/2"].sTypoAscender = 1160, 1000
        font.save(target)


def test_the_bureaus_own_font_comes_first(tmp_path, settings):
    own = tmp_path / "own"
    own.mkdir()
    small_font("gw-kaiti.otf", own / "fangsong.otf", "排印")
    settings.OFFICIAL_FONT_DIR = str(own)
    settings.DATA_DIR = tmp_path
    made = render(SHORT)
    with open_pdf(io.BytesIO(made.data)) as pdf:
        used = {char["fontname"].split("+")[-1] for char in pdf.pages[0].chars if char["text"] == "排"}
    assert used == {"Own-Fangsong"}


def test_a_prepared_font_has_our_metrics_and_cid_equal_to_glyph(tmp_path):
    source = tmp_path / "source.otf"
    small_font("gw-heiti.otf", source, "益阳市应急管理局")
    with TTFont(source) as font:
        assert "cid00001" not in font["CFF "].cff.topDictIndex[0].charset
        glyphs = font["maxp"].numGlyphs
    made = prepared_copy(source, tmp_path / "cache", "Own Heiti")
    assert prepared_copy(source, tmp_path / "cache", "Own Heiti") == made
    with TTFont(made) as font:
        order = font["CFF "].cff.topDictIndex[0].charset
        assert order[1:4] == ["cid00001", "cid00002", "cid00003"]
        assert (font["hhea"].ascent, font["OS/2"].sTypoAscender) == (880, 880)
        assert font["name"].getDebugName(1) == "Own Heiti"
        assert font["maxp"].numGlyphs == glyphs


def test_nothing_is_fetched():
    current = rendering._engine()
    html = '<img src="file:///etc/hostname"><img src="http://127.0.0.1:1/x.png"><p>甲</p>'
    with current.lock:
        document = current.lay_out(html)
        assert b"/Image" not in write(document)


def test_the_systems_fonts_stay_out_and_stay_visible_to_others():
    assert "FONTCONFIG_FILE" not in os.environ
    current = rendering._engine()
    with current.lock:
        data = write(current.lay_out('<p style="font-family: DejaVu Sans, sans-serif">abc 甲</p>'))
    with open_pdf(io.BytesIO(data)) as pdf:
        assert {char["fontname"].split("+")[-1][:3] for char in pdf.pages[0].chars} == {"GW-"}


def test_typed_markup_is_printed_as_typed():
    content = replace(SHORT, blocks=(Lead("请看<b>这里</b>&amp;<script>alert(1)</script>，" * 3 + "谢谢。"),))
    made = render(content)
    assert faults(made.data, content) == []


def test_the_same_content_gives_the_same_bytes():
    assert render(NOTICE).sha256 == render(NOTICE).sha256


def test_fonts_cut_in_one_pass_are_the_librarys_own_byte_for_byte(monkeypatch):
    quick = render(NOTICE).data
    monkeypatch.setattr(pdf_writer, "_KNOWN_VERSIONS", ())
    assert render(NOTICE).data == quick


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
def test_our_markup_is_read_by_the_quick_reader(content):
    page = replace(content, sample_seal=True)
    root = ElementTree.fromstring(Composition(page, font_stack()).html(Arrangement()))
    assert "".join(content.title_lines) in "".join("".join(root.itertext()).split())


def test_what_cannot_be_drawn_is_never_printed():
    with pytest.raises(ContentError, match="没有可用的"):
        render(replace(SHORT, blocks=(Lead("𪚥"),)))


def test_threads_take_turns():
    results, errors = {}, []

    def work(number):
        try:
            content = replace(SHORT, title_lines=(f"关于第{number}号事项的通知",))
            results[number] = faults(render(content).data, content)
        except Exception as error:  # pragma: no cover - shown below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert results == {number: [] for number in range(1, 7)}


def test_a_warm_letter_is_made_at_once():
    """In time at work, which other work on the machine does not lengthen; `make bench` measures a person's wait."""
    render(SHORT)
    started = time.process_time()
    for _ in range(5):
        render(SHORT)
    assert (time.process_time() - started) / 5 < 0.5


def test_pictures_of_pages():
    made = render(NOTICE)
    picture = page_picture(made.data, 1, dots_per_inch=72)
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (596, 842)
        assert len(picture) < 60_000
    for page in (0, 3):
        with pytest.raises(IndexError):
            page_picture(made.data, page)


def test_all_roles_have_a_chain_that_ends_in_the_widest_face():
    stack = font_stack()
    for role in ROLES:
        assert stack.faces[role][-1].family == "GW Last"


@pytest.mark.skipif(shutil.which("mutool") is None and shutil.which("gs") is None, reason="no second viewer here")
def test_another_viewer_draws_the_same_ink(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render(NOTICE).data)
    tool = shutil.which("mutool")
    command = (
        [tool, "draw", "-o", "b.png", "-r", "50", "a.pdf", "1"]
        if tool
        else [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pnggray",
            "-r50",
            "-dLastPage=1",
            "-sOutputFile=b.png",
            "a.pdf",
        ]
    )
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "b.png").stat().st_size > 2000
