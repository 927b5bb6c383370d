"""The structured content of an official document: what is said, not how it looks.

Use `DocumentContent` wherever a document is drafted, checked, stored or drawn; `to_dict` and
`from_dict` are its stored form (JSON). Problems are collected and raised together as `ContentError`,
in Chinese, each naming the part of the document it is about.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from foundation.documents.layout import fonts
from foundation.documents.layout.grid import CHARACTERS, TITLE_CELLS

NUMBER_PLACEHOLDER = "印发时取号"
DATE_PLACEHOLDER = "××××年×月×日"

_NUMBER = re.compile(r"^[^〔〕\s]+〔\d{4}〕(?:[1-9]\d*|" + NUMBER_PLACEHOLDER + ")号$")
_MOST_MARK_CHARACTERS = 24
# Hanzi only: they are equally wide in both faces, so the lines stay flush.
_RUN_IN_HEADING = re.compile("（[一二三四五六七八九十]{1,3}）[^。，；：0-9A-Za-z]{2,24}。(?=.)")


class FormKind:
    """How the page is built. 信函 and 纪要 will stand beside the one in use."""

    DOCUMENT = "document"


@dataclass(frozen=True)
class Problem:
    """Something that keeps a document from being saved: where in the document, and what to do."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}：{self.message}"


class ContentError(ValueError):
    """The content cannot be a document as it stands; `problems` says all reasons at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Fact:
    """A piece of a block's text taken from a verified record, with the record's code."""

    text: str
    source: str


@dataclass(frozen=True)
class TextBlock:
    """One block of running text. Subclasses say what kind of text it is."""

    text: str
    facts: tuple[Fact, ...] = ()

    kind = ""
    label = ""
    role = fonts.FANGSONG


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
        """The second level heading that opens the paragraph; empty when none does."""
        found = _RUN_IN_HEADING.match(self.text)
        return found.group() if found else ""


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明: the names of the attachments, without numbers and without closing marks."""

    names: tuple[str, ...]
    facts: tuple[Fact, ...] = ()

    kind = "attachment_note"
    label = "附件说明"
    role = fonts.FANGSONG


Block = Lead | Heading1 | Heading2 | Paragraph | AttachmentNote
BLOCK_TYPES: dict[str, type[Block]] = {
    block.kind: block for block in (Lead, Heading1, Heading2, Paragraph, AttachmentNote)
}


@dataclass(frozen=True)
class Part:
    """A stretch of text with its place in the document and the typeface it will be set in."""

    where: str
    role: str
    text: str


@dataclass(frozen=True)
class DocumentContent:
    """Everything that stands on the page.

    `document_number` holds `NUMBER_PLACEHOLDER` until issue; `dated_on` (成文日期) is None until signing
    and `printed_on` (印发日期) until issue. `main_recipients` is written without the closing colon,
    `copies_to` without 抄送： and without the closing mark, `note` without its brackets.
    """

    issuer_mark: str
    document_number: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: str
    main_recipients: str = ""
    dated_on: datetime.date | None = None
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    signer: str = ""
    form: str = field(default=FormKind.DOCUMENT)

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(self.title_lines)

    def parts(self) -> Iterator[Part]:
        """Every text of the document in reading order."""
        yield Part("发文机关标志", fonts.BIAOSONG, self.issuer_mark)
        yield Part("发文字号", fonts.FANGSONG, self.document_number)
        yield Part("签发人", fonts.KAITI, self.signer)
        for number, line in enumerate(self.title_lines, 1):
            yield Part("标题" if len(self.title_lines) == 1 else f"标题第{number}行", fonts.BIAOSONG, line)
        yield Part("主送", fonts.FANGSONG, self.main_recipients)
        for number, block in enumerate(self.blocks, 1):
            texts = block.names if isinstance(block, AttachmentNote) else (block.text,)
            for text in texts:
                yield Part(f"正文第{number}段", block.role, text)
        yield Part("署名", fonts.FANGSONG, self.signature)
        yield Part("附注", fonts.FANGSONG, self.note)
        yield Part("抄送", fonts.FANGSONG, self.copies_to)
        yield Part("印发机关", fonts.FANGSONG, self.printed_by)

    def problems(self) -> list[Problem]:
        """What keeps this content from being set as a document; empty when nothing does."""
        found = [
            Problem(part.where, "不能换行，请删去回车。")
            for part in self.parts()
            if any(character in part.text for character in "\r\n\v\f\u2028\u2029")
        ]
        found += self._head_problems()
        found += self._block_problems()
        if not self.signature:
            found.append(Problem("署名", "请写发文机关署名。"))
        if len(self.signature) > CHARACTERS - 4:
            found.append(Problem("署名", f"一行排不下，请写机关规范化简称（不超过{CHARACTERS - 4}个字）。"))
        return found

    def _head_problems(self) -> list[Problem]:
        found = []
        if self.form != FormKind.DOCUMENT:
            found.append(Problem("版式", "没有这种公文格式。"))
        if not 2 <= len(self.issuer_mark) <= _MOST_MARK_CHARACTERS:
            found.append(Problem("发文机关标志", f"请写机关名称加“文件”，不超过{_MOST_MARK_CHARACTERS}个字。"))
        if not _NUMBER.match(self.document_number):
            found.append(Problem("发文字号", "应写成“益应急发〔2021〕5号”：六角括号、全年份、序号不编虚位。"))
        if not self.title_lines or not all(line.strip() for line in self.title_lines):
            found.append(Problem("标题", "请写标题，每行都要有字。"))
        for number, line in enumerate(self.title_lines, 1):
            if len(line) > TITLE_CELLS:
                found.append(Problem(f"标题第{number}行", f"一行最多{TITLE_CELLS}个字，请换行。"))
        return found

    def _block_problems(self) -> list[Problem]:
        if not any(isinstance(block, Lead | Paragraph) for block in self.blocks):
            return [Problem("正文", "请写正文。")]
        found = []
        for number, block in enumerate(self.blocks, 1):
            texts = block.names if isinstance(block, AttachmentNote) else (block.text,)
            if not texts or not all(text.strip() for text in texts):
                found.append(Problem(f"正文第{number}段", f"{block.label}没有内容，请填写或删去这一段。"))
        return found

    def to_dict(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "form": self.form,
            "issuer_mark": self.issuer_mark,
            "document_number": self.document_number,
            "signer": self.signer,
            "title_lines": list(self.title_lines),
            "main_recipients": self.main_recipients,
            "blocks": [_block_to_dict(block) for block in self.blocks],
            "signature": self.signature,
            "dated_on": self.dated_on.isoformat() if self.dated_on else None,
            "note": self.note,
            "copies_to": self.copies_to,
            "printed_by": self.printed_by,
            "printed_on": self.printed_on.isoformat() if self.printed_on else None,
        }


def _block_to_dict(block: Block) -> dict[str, Any]:
    stored: dict[str, Any] = {"kind": block.kind}
    if isinstance(block, AttachmentNote):
        stored["names"] = list(block.names)
    else:
        stored["text"] = block.text
    if block.facts:
        stored["facts"] = [{"text": fact.text, "source": fact.source} for fact in block.facts]
    return stored
