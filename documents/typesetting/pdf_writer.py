"""Write laid-out pages to the bytes of a PDF/A-3a, in less time than the library takes by itself.

Three costs are taken out, none of which changes what a page shows: every object is written and compressed once (the
library does it twice, the second time for the file's identifier, and at a level that halves its speed for half a per
cent), fonts are cut down in one pass instead of two, and the sample seal is put in as operators that are kept ready.
"""

from __future__ import annotations

import zlib
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from documents.typesetting.sample_seal import PLACE_PATH

if TYPE_CHECKING:
    from weasyprint import Document

# Tagged, for archives; WeasyPrint cannot declare PDF/UA beside it (reading 41).
PDF_VARIANT = "pdf/a-3a"
_LEVEL = 6
# Versions of WeasyPrint whose way of cutting fonts is known; any other cuts them its own way, more slowly.
_KNOWN_VERSIONS = ("70.0",)
_DROPPED_TABLES = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")


def write(document: Document, seal: bytes = b"") -> bytes:
    """The bytes of a laid-out document; the same pages give the same bytes.

    `seal`: path operators that stand in the place kept for the sample seal. The colour profile is the document's own,
    so the library is told to look for none itself (it would open the file anew each time and leave it open).
    """
    from weasyprint import VERSION

    if VERSION in _KNOWN_VERSIONS:
        document.fonts = _QuickFonts()

    def finish(_: Document, pdf: Any) -> None:
        if seal:
            _put_in(seal, pdf)
        _compress(pdf)
        _write_out(pdf)

    data: bytes = document.write_pdf(pdf_variant=PDF_VARIANT, output_intent="kept", finisher=finish)
    return data


def _put_in(seal: bytes, pdf: Any) -> None:
    """Exchange the path that keeps the seal's place for the seal. A page spoilt for measuring may have lost it."""
    move, line = PLACE_PATH
    for page in _streams(pdf):
        if move in page.stream:
            at = page.stream.index(move)
            assert page.stream[at + 1] == line, "the place of the seal is one line"
            page.stream[at : at + 2] = [seal]
            return


def _compress(pdf: Any) -> None:
    """Compress every stream once, so that the writer has only to copy it."""
    for stream in _streams(pdf):
        if not stream.compress:
            continue
        raw = b"\n".join(item if isinstance(item, bytes) else _bytes(item) for item in stream.stream)
        stream.stream, stream.compress = [zlib.compress(raw, _LEVEL)], False
        stream.extra["Filter"] = "/FlateDecode"


def _write_out(pdf: Any) -> None:
    """Put the bytes of every other object in its place: the writer asks each for them twice."""
    kept = _kept()
    for place, entry in enumerate(pdf.objects):
        if entry.free == "n" and entry.compressible:
            pdf.objects[place] = kept(entry)


@cache
def _kept() -> Any:
    import pydyf

    class Kept(pydyf.Object):
        """An object whose bytes are known; its number stays, by which others refer to it."""

        data = b""

        def __init__(self, entry: Any) -> None:
            super().__init__()
            self.number, self.data = entry.number, entry.data

    return Kept


def _bytes(item: Any) -> bytes:
    data: bytes = item.data if hasattr(item, "data") else str(item).encode("ascii")
    return data


def _streams(pdf: Any) -> list[Any]:
    import pydyf

    return [entry for entry in pdf.objects if isinstance(entry, pydyf.Stream)]


class _QuickFonts(dict[str, Any]):
    """The fonts of one document; each learns to be cut down in one pass when it is first used."""

    def __setitem__(self, key: str, font: Any) -> None:
        font.subset = partial(_subset, font, font.subset)
        super().__setitem__(key, font)


def _subset(font: Any, usual_way: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Keep the glyphs used, at their numbers, and none beyond the last of them.

    The library first keeps the numbers and then renumbers the whole file to cut its end; the first pass alone gives
    the same bytes, because glyphs after the last kept one go with it.
    """
    from weasyprint.pdf.fonts import ffi, get_hb_object_data, harfbuzz, harfbuzz_subset

    if not to_unicode or font.missing or not harfbuzz_subset or not harfbuzz.hb_version_atleast(4, 1, 0):
        usual_way(to_unicode, hinting)
        return
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    glyphs = sorted(to_unicode)
    glyph_set = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
    harfbuzz.hb_set_add_sorted_array(glyph_set, ffi.new("hb_codepoint_t[]", glyphs), len(glyphs))
    flags = (
        harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    )
    if not hinting:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    tags = sorted(harfbuzz.hb_tag_from_string(name, -1) for name in _DROPPED_TABLES)
    drop_set = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_add_sorted_array(drop_set, ffi.new("hb_codepoint_t[]", tags), len(tags))
    face = harfbuzz_subset.hb_subset_or_fail(font.hb_face, wanted)
    if face == ffi.NULL:
        usual_way(to_unicode, hinting)
        return
    face = ffi.gc(face, harfbuzz.hb_face_destroy)
    font.file_content = get_hb_object_data(face)
