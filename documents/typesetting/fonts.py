"""The typefaces of official documents: which files, in which order, with which widths.

The standard requires 小标宋, 黑体, 楷体, 仿宋 and 宋体. The prepared files in `../fonts/` are free replacements
(licences beside them). A bureau that owns the licensed faces puts them into the folder `OFFICIAL_FONT_DIR` as
`biaosong`, `heiti`, `kaiti`, `fangsong`, `songti` with the extension `.ttf` or `.otf`; they then take precedence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from documents.typesetting.font_preparation import prepared_copy

OWN_FOLDER = Path(__file__).resolve().parent.parent / "fonts"

FANGSONG, KAITI, HEITI, BIAOSONG, SONGTI = "fangsong", "kaiti", "heiti", "biaosong", "songti"
ROLES = (FANGSONG, KAITI, HEITI, BIAOSONG, SONGTI)
ROLE_NAMES = {FANGSONG: "仿宋", KAITI: "楷体", HEITI: "黑体", BIAOSONG: "小标宋", SONGTI: "宋体"}

_FILES = {
    FANGSONG: "gw-fangsong.otf",
    KAITI: "gw-kaiti.otf",
    HEITI: "gw-heiti.otf",
    BIAOSONG: "gw-biaosong.otf",
    SONGTI: "gw-songti.otf",
}
# Light strokes like 仿宋 first, then every remaining hanzi, so that a fallback glyph is not conspicuous in print.
_FALLBACK_FILES = ("gw-fallback.ttf", "gw-last.otf")


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: its family name and, for each code point it can draw, the advance in em."""

    path: Path
    family: str
    advances: Mapping[int, float]


class Widths(dict[str, float]):
    """Cached widths of characters in em, from the first of the faces that draws each (1 em if none does)."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, character: str) -> float:
        code_point = ord(character)
        found = next((face.advances[code_point] for face in self._faces if code_point in face.advances), 1.0)
        self[character] = found
        return found


@dataclass(frozen=True)
class FontStack:
    """The faces tried in order for a role, and their folders."""

    faces: Mapping[str, tuple[Face, ...]]

    @cached_property
    def widths(self) -> Mapping[str, Widths]:
        """Return for each role the width of every character in em."""
        return {role: Widths(faces) for role, faces in self.faces.items()}

    def css_family(self, role: str) -> str:
        """Return the `font-family` value of a role."""
        return ", ".join(f'"{face.family}"' for face in self.faces[role])

    def all_faces(self) -> tuple[Face, ...]:
        """Return every face once, in a stable order."""
        return tuple(dict.fromkeys(face for role in ROLES for face in self.faces[role]))

    def covers(self, role: str, character: str) -> bool:
        """Return whether some face of the role draws the character."""
        return any(ord(character) in face.advances for face in self.faces[role])


def load_face(path: Path) -> Face:
    """Read a font file's family name, character map and advance widths (about 20 ms)."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        advances = {code: metrics[glyph][0] / per_em for code, glyph in font.getBestCmap().items()}
        family = str(font["name"].getDebugName(1))
    return Face(path, family, advances)


@lru_cache(maxsize=4)
def font_stack(override_folder: Path | None = None, cache_folder: Path | None = None) -> FontStack:
    """Return the configured stack; `override_folder` holds the bureau's own faces, which take precedence.

    Own faces are read through a prepared copy in `cache_folder` (see `font_preparation.py`).
    """
    fallbacks = tuple(load_face(OWN_FOLDER / name) for name in _FALLBACK_FILES)
    shipped = {role: load_face(OWN_FOLDER / name) for role, name in _FILES.items()}
    faces: dict[str, tuple[Face, ...]] = {}
    for role in ROLES:
        chain: list[Face] = []
        own = _override_file(override_folder, role)
        if own is not None and cache_folder is not None:
            chain.append(load_face(prepared_copy(own, cache_folder, f"Own {role.title()}")))
        chain.append(shipped[role])
        if role not in (FANGSONG, KAITI):
            chain.append(shipped[FANGSONG])
        faces[role] = (*chain, *fallbacks)
    return FontStack(faces)


def _override_file(folder: Path | None, role: str) -> Path | None:
    if folder is None:
        return None
    for ending in (".ttf", ".otf"):
        candidate = folder / f"{role}{ending}"
        if candidate.is_file():
            return candidate
    return None
