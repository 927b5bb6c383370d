"""Parts of a letter's text that do not depend on its subject. Pure.

What is taken from a record is a ``SourceSpan`` among the pieces of a sentence: the editor shows it, and
``checks.text_reasons`` finds out when the record has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.typesetting.content.blocks import (
    Attachment,
    Attendance,
    Block,
    Heading1,
    Lead,
    Paragraph,
    SourceSpan,
)
from documents.typesetting.content.wording import chinese_number, enumerate_units
from documents.typesetting.title_breaking import propose_title_lines

Piece = str | SourceSpan
#: A title names so many units in a row; of more it says 等n个单位.
_MOST_UNITS_IN_TITLE = 1
# How officers number the lines that they type; such lines are not numbered again.
_NUMBERED_LINE = re.compile(r"[（(一二三四五六七八九十\d]")


@dataclass(frozen=True, kw_only=True)
class LetterContext:
    """For whom a letter is and who issues it.

    ``recipients`` are the units it is about, by full name; ``main_recipients`` are they as 主送 writes them.
    ``report_to`` takes the reports that the letter asks for. ``issuer`` is the beginning of the title, as
    《党政机关公文处理工作条例》 art. 9(8) asks; empty for minutes, whose mark names the issuer.
    """

    recipients: tuple[str, ...]
    report_to: str = "市应急管理局"
    issuer: str = ""
    main_recipients: str = ""

    @property
    def units(self) -> str:
        """All recipients as a list inside a sentence."""
        return enumerate_units(self.recipients)

    @property
    def units_in_title(self) -> str:
        """The only recipient, or the first with the number of all: 桃江县人民政府等2个单位."""
        names = self.recipients
        return names[0] if len(names) <= _MOST_UNITS_IN_TITLE else f"{names[0]}等{len(names)}个单位"

    def title(self, subject: str) -> tuple[str, ...]:
        """Return issuer, subject and kind of document, divided into lines."""
        return propose_title_lines(f"{self.issuer}{subject}")


@dataclass(frozen=True)
class LetterText:
    """What an app writes of a letter; the series gives the rest (``drafting.letter_content``)."""

    title_lines: tuple[str, ...]
    main_recipients: str
    blocks: tuple[Block, ...]
    note: str = ""
    attendance: tuple[Attendance, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def section(number: int, title: str) -> Heading1:
    """Return the heading 一、事故情况."""
    return Heading1(f"{chinese_number(number)}、{title}")


def lead(pieces: Iterable[Piece]) -> Lead:
    """Return the first paragraph from its pieces."""
    parts = list(pieces)
    return Lead(joined(parts), spans_in(parts))


def paragraph(pieces: Iterable[Piece]) -> Paragraph:
    """Return a paragraph from its pieces."""
    parts = list(pieces)
    return Paragraph(joined(parts), spans_in(parts))


def joined(pieces: Iterable[Piece]) -> str:
    """Return the text of the pieces."""
    return "".join(piece.text if isinstance(piece, SourceSpan) else piece for piece in pieces)


def spans_in(pieces: Iterable[Piece]) -> tuple[SourceSpan, ...]:
    """Return the pieces that were taken from a record, in their order."""
    return tuple(piece for piece in pieces if isinstance(piece, SourceSpan))


def numbered(lines: Sequence[str]) -> list[Block]:
    """Return one paragraph a line, numbered （一）… when there are several and the officer has not numbered them."""
    ended = [line if line.endswith(("。", "！", "？", "】")) else f"{line.rstrip('，；、;,.')}。" for line in lines]
    if len(ended) < 2 or any(_NUMBERED_LINE.match(line) for line in ended):
        return [Paragraph(line) for line in ended]
    return [Paragraph(f"（{chinese_number(place)}）{line}") for place, line in enumerate(ended, 1)]
