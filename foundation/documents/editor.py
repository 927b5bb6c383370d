"""The editor's form: blocks as plain fields, so that it works without scripts, read back into content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from foundation.documents.layout.blocks import (
    BLOCK_TYPES,
    AttachmentNote,
    Block,
    DocumentContent,
    Fact,
    Paragraph,
)
from foundation.documents.layout.title_breaking import propose_title_lines
from foundation.documents.layout.wording import clean
from foundation.kit.errors import DomainError

KINDS = [(kind, block.label) for kind, block in BLOCK_TYPES.items()]
_BLOCK_FIELD = re.compile(r"^block-(\d+)-text$")
_MOVE = re.compile(r"^(add|remove|up|down)-(\d+)$")
_TITLE_PART = re.compile(r"^标题")
_BLOCK_PART = re.compile(r"^正文第(\d+)段$")


@dataclass
class EditorBlock:
    """One block as the form shows it; attachment names stand one on a line."""

    kind: str
    text: str
    facts: tuple[Fact, ...] = ()
    error: str = ""

    @property
    def label(self) -> str:
        return BLOCK_TYPES[self.kind].label

    @property
    def rows(self) -> int:
        """Height of the field for its text, about 28 characters a row, where the browser does not fit it itself."""
        lines = self.text.count("\n") + 1
        return max(lines, min(12, -(-len(self.text) // 28)))


@dataclass
class EditorForm:
    """What stands in the fields, with the errors beside them."""

    title: str
    main_recipients: str
    copies_to: str
    note: str
    blocks: list[EditorBlock]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: DocumentContent) -> EditorForm:
        """The form of stored content."""
        return cls(
            title="\n".join(content.title_lines),
            main_recipients=content.main_recipients,
            copies_to=content.copies_to,
            note=content.note,
            blocks=[EditorBlock(block.kind, _text_of(block), block.facts) for block in content.blocks],
        )

    @classmethod
    def read(cls, data: Mapping[str, str], stored: DocumentContent) -> EditorForm:
        """The form as sent. Facts of the stored text stay with a block while their words stand in it."""
        return cls(
            title=clean(data.get("title", "")),
            main_recipients=_one_line(data.get("main_recipients", "")).rstrip("：:"),
            copies_to=_one_line(data.get("copies_to", "")).rstrip("。"),
            note=_one_line(data.get("note", "")).strip("（）()"),
            blocks=list(_read_blocks(data, stored)),
        )

    def content(self, stored: DocumentContent) -> DocumentContent:
        """The content these fields mean."""
        return replace(
            stored,
            title_lines=tuple(line.strip() for line in self.title.split("\n") if line.strip()),
            main_recipients=self.main_recipients,
            copies_to=self.copies_to,
            note=self.note,
            blocks=tuple(_block(block) for block in self.blocks),
        )

    def rearrange(self, move: str) -> bool:
        """Carry out a button of the form (``add-2``, ``remove-0``, ``up-3``, ``down-1``, ``propose_title``).

        Returns False when it is none of these.
        """
        if move == "propose_title":
            self.title = "\n".join(propose_title_lines(self.title.replace("\n", "")))
            return True
        match = _MOVE.match(move)
        if match is None:
            return False
        act, index = match[1], int(match[2])
        if act == "add":
            self.blocks.insert(min(index + 1, len(self.blocks)), EditorBlock(Paragraph.kind, ""))
        elif index < len(self.blocks):
            block = self.blocks.pop(index)
            if act != "remove":
                self.blocks.insert(max(index - 1, 0) if act == "up" else index + 1, block)
        return True

    def show(self, error: DomainError) -> None:
        """Put the messages of a refusal beside the fields they are about."""
        for part, message in error.fields.items():
            block = _BLOCK_PART.match(part)
            if block and int(block[1]) <= len(self.blocks):
                self.blocks[int(block[1]) - 1].error = message
            elif _TITLE_PART.match(part):
                self.errors["title"] = f"{part}：{message}"
            else:
                self.errors[{"主送": "main_recipients", "抄送": "copies_to", "附注": "note"}.get(part, "title")] = (
                    f"{part}：{message}"
                )


def _read_blocks(data: Mapping[str, str], stored: DocumentContent) -> Iterator[EditorBlock]:
    indexes = sorted(int(match[1]) for name in data if (match := _BLOCK_FIELD.match(name)))
    for index in indexes[:400]:
        kind = data.get(f"block-{index}-kind", Paragraph.kind)
        text = clean(data[f"block-{index}-text"])
        if kind != AttachmentNote.kind:
            text = _one_line(text)
        origin = data.get(f"block-{index}-origin", "")
        known = stored.blocks[int(origin)].facts if origin.isdecimal() and int(origin) < len(stored.blocks) else ()
        yield EditorBlock(
            kind=kind if kind in BLOCK_TYPES else Paragraph.kind,
            text=text,
            facts=tuple(fact for fact in known if fact.text in text),
        )


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", clean(text))


def _text_of(block: Block) -> str:
    return "\n".join(block.names) if isinstance(block, AttachmentNote) else block.text


def _block(block: EditorBlock) -> Block:
    if block.kind == AttachmentNote.kind:
        return AttachmentNote(tuple(line.strip() for line in block.text.split("\n") if line.strip()), block.facts)
    return BLOCK_TYPES[block.kind](block.text, block.facts)  # type: ignore[arg-type]
