"""The elements of a document's content: blocks of text, tables, attachments, attendance.

`blocks.py` combines and exports them; import from there. Every element lists its texts as `Part`s, so that a check for
glyphs or secrecy marks covers all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.typesetting import fonts
from documents.typesetting.content.places import Path, words_of
from documents.typesetting.content.run_in_headings import run_in_heading

NUMBER_PLACEHOLDER = "印发时取号"
DATE_PLACEHOLDER = "××××年×月×日"


class FormKind:
    """The page layout (GB/T 9704-2012, chapters 7 and 10)."""

    DOCUMENT = "document"
    LETTER = "letter"
    MINUTES = "minutes"
    ALL = (DOCUMENT, LETTER, MINUTES)


class Urgency:
    """紧急程度, as printed in the header; empty for none."""

    NONE = ""
    EXTREME = "特急"
    URGENT = "加急"
    ALL = (NONE, EXTREME, URGENT)


@dataclass(frozen=True)
class Problem:
    """A reason why a document cannot be saved: where in the document (``places``), and what to do.

    ``is_only_attachment`` says that the attachment of the path is the only one, which words then do not number.
    """

    path: Path
    message: str
    is_only_attachment: bool = False

    @property
    def where(self) -> str:
        """The place in words."""
        return words_of(self.path, is_only_attachment=self.is_only_attachment)

    def __str__(self) -> str:
        return f"{self.where}：{self.message}"


class ContentError(ValueError):
    """The content is not valid as a document; `problems` holds all reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Part:
    """A piece of text with its place in the document and its typeface."""

    path: Path
    role: str
    text: str


@dataclass(frozen=True)
class SourceSpan:
    """A span of a block's text taken from a verified record, with the record's code."""

    text: str
    source: str


@dataclass(frozen=True)
class TextBlock:
    """One block of running text. Subclasses define its kind."""

    text: str
    spans: tuple[SourceSpan, ...] = ()

    kind = ""
    label = ""
    role = fonts.FANGSONG

    def parts(self, path: Path) -> Iterator[Part]:
        """Return the text with its place."""
        yield Part(path, self.role, self.text)


@dataclass(frozen=True)
class Lead(TextBlock):
    """导语: why the document is written."""

    kind = "lead"
    label = "导语"


@dataclass(frozen=True)
class Heading1(TextBlock):
    """一级标题, written with its number: 一、事故情况."""

    kind = "heading1"
    label = "一级标题"
    role = fonts.HEITI


@dataclass(frozen=True)
class Heading2(TextBlock):
    """二级标题, written with its number: （一）压实责任。"""

    kind = "heading2"
    label = "二级标题"
    role = fonts.KAITI


@dataclass(frozen=True)
class Paragraph(TextBlock):
    """段落, including third and fourth level headings (1. and （1）), which look the same.

    A second level heading may open it, as its first sentence: （一）按时报告。…; it is set in 楷体.
    """

    kind = "paragraph"
    label = "段落"

    @property
    def run_in_heading(self) -> str:
        """Return the second level heading that opens the paragraph; empty when there is none."""
        return run_in_heading(self.text)


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明: the names of the attachments, without numbers and without closing marks."""

    names: tuple[str, ...]
    spans: tuple[SourceSpan, ...] = ()

    kind = "attachment_note"
    label = "附件说明"
    role = fonts.FANGSONG

    def parts(self, path: Path) -> Iterator[Part]:
        """Return each name with its place."""
        for number, name in enumerate(self.names):
            yield Part((*path, "names", number), self.role, name)


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its title, its share of the width (a weight) and the alignment of its cells."""

    title: str
    width: int = 1
    align: str = "left"

    ALIGNMENTS = ("left", "center", "right")


@dataclass(frozen=True)
class Table:
    """表格: its header is repeated on every page, its rows are never divided.

    Each row has as many cells as there are columns. The title row is set in 黑体, the cells in 宋体, both 小四 (12 pt).
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    kind = "table"
    label = "表格"
    spans = ()

    def parts(self, path: Path) -> Iterator[Part]:
        """Return caption, column titles and cells with their places."""
        yield Part((*path, "caption"), fonts.HEITI, self.caption)
        for number, column in enumerate(self.columns):
            yield Part((*path, "columns", number, "title"), fonts.HEITI, column.title)
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row):
                yield Part((*path, "rows", number, place), fonts.SONGTI, cell)


Block = Lead | Heading1 | Heading2 | Paragraph | AttachmentNote | Table
BLOCK_TYPES: dict[str, type[Block]] = {
    block.kind: block for block in (Lead, Heading1, Heading2, Paragraph, AttachmentNote, Table)
}


@dataclass(frozen=True)
class Attendance:
    """Attendance of a meeting (纪要): 出席, 请假 or 列席 without the colon, and the names with their units."""

    label: str
    names: str

    LABELS = ("出席", "请假", "列席", "主持", "记录")


@dataclass(frozen=True)
class Attachment:
    """An attachment bound in with the document: it starts a new page, before the imprint."""

    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Return the title in one line, as the 附件说明 names it."""
        return "".join(self.title_lines)

    def parts(self, path: Path) -> Iterator[Part]:
        """Return every text of the attachment in reading order."""
        for line in self.title_lines:
            yield Part((*path, "title_lines"), fonts.BIAOSONG, line)
        for number, block in enumerate(self.blocks):
            yield from block.parts((*path, "blocks", number))


def attachment_label(number: int, attachments: tuple[Attachment, ...]) -> str:
    """Return 附件1, 附件2 …; 附件 when there is only one."""
    return f"附件{number}" if len(attachments) > 1 else "附件"
