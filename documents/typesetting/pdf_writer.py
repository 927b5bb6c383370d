"""Write laid-out pages as PDF/A-3a, faster than the library does by itself.

Three costs are avoided, none of which changes what a page shows: every object is written and compressed once (the
library does it twice, the second time for the file's identifier, and at a level that is half as fast for half a per
cent), fonts are subset in one pass instead of two, and the sample seal is inserted as prepared operators.
"""

from __future__ import annotations

import zlib
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from documents.typesetting.sample_seal import PLACE_PATH

if TYPE_CHECKING:
    from weasyprint import Document

# Tagged, for archives; WeasyPrint cannot declare PDF/UA at the same time (reading 41).
PDF_VARIANT = "pdf/a-3a"
_LEVEL = 6
# Versions of WeasyPrint whose font subsetting is known; any other uses its own, slower way.
_KNOWN_VERSIONS = ("70.0",)
_DROPPED_TABLES = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")


def write(document: Document, seal: bytes = b"") -> bytes:
    """Return the bytes of a laid-out document; the same pages give the same bytes.

    `seal`: path operators for the reserved place of the sample seal. The colour profile is the document's own, so the
    library must not load one (it would open the file each time and leave it open).
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
    """Replace the placeholder path by the seal. A page altered for measuring may have lost it."""
    move, line = PLACE_PATH
    for page in _streams(pdf):
        if move in page.stream:
            at = page.stream.index(move)
            assert page.stream[at + 1] == line, "the place of the seal is one line"
            page.stream[at : at + 2] = [seal]
            return


def _compress(pdf: Any) -> None:
    """Compress every stream once, so that the writer only has to copy it."""
    for stream in _streams(pdf):
        if not stream.compress:
            continue
        raw = b"\n".join(item if isinstance(item, bytes) else _bytes(item) for item in stream.stream)
        stream.stream, stream.compress = [zlib.compress(raw, _LEVEL)], False
        stream.extra["Filter"] = "/FlateDecode"


def _write_out(pdf: Any) -> None:
    """Replace every other object by its bytes: the writer asks each for them twice."""
    kept = _kept()
    for place, entry in enumerate(pdf.objects):
        if entry.free == "n" and entry.compressible:
            pdf.objects[place] = kept(entry)


@cache
def _kept() -> Any:
    import pydyf

    class Kept(pydyf.Object):
        """An object with known bytes; it keeps its number, by which others refer to it."""

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
    """The fonts of one document; each is set to be subset in one pass when it is first used."""

    def __setitem__(self, key: str, font: Any) -> None:
        font.subset = partial(_subset, font, font.subset)
        super().__setitem__(key, font)


def _subset(font: Any, usual_way: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Keep the used glyphs at their numbers, and none beyond the last of them.

    The library first keeps the numbers and then renumbers the whole file to cut its end; the first pass alone gives the
    same bytes, because glyphs after the last kept one are dropped with it.
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
