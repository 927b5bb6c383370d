"""The editor's form: blocks as plain fields, so that it works without scripts, read back into content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from documents.content.paste import PastedBlock
from documents.content.written import (
    LINES,
    clean_lines,
    lines_of,
    read_attendance,
    with_attachment_note,
)
from documents.editor.blocks import EditorBlock, read_blocks
from documents.editor.conflicts import Overtaken
from documents.typesetting.content import places
from documents.typesetting.content.blocks import (
    BLOCK_TYPES,
    Attachment,
    AttachmentNote,
    DocumentContent,
    Paragraph,
    Table,
    Urgency,
)
from documents.typesetting.content.limits import MOST_ATTACHMENTS, MOST_BLOCKS
from documents.typesetting.content.wording import clean
from documents.typesetting.title_breaking import propose_title_lines
from foundation.common.errors import DomainError

KINDS = [(kind, block.label) for kind, block in BLOCK_TYPES.items()]
URGENCIES = [(value, value or "平件") for value in Urgency.ALL]
_MOVE = re.compile(r"^(?:a(\d{1,2})-)?(add|add_before|add_table|remove|up|down|row|column)-(\d{1,4})$")
_ATTACHMENT_MOVE = re.compile(r"^a(\d{1,2})-(drop|rise|sink)$")
#: Fields of the form by the first step of a place's path; what has none is shown below the form (``other``).
_FIELDS = {
    "title_lines": "title",
    "main_recipients": "main_recipients",
    "copies_to": "copies_to",
    "note": "note",
    "copy_number": "copy_number",
    "urgency": "urgency",
    "attendance": "attendance",
}


@dataclass
class EditorAttachment:
    """An attachment as the form shows it; the lines of its title as the officer breaks them."""

    title: str = ""
    blocks: list[EditorBlock] = field(default_factory=list)
    error: str = ""

    def attachment(self, *, is_preview: bool) -> Attachment:
        blocks = _written(self.blocks) if is_preview else self.blocks
        return Attachment(lines_of(self.title), tuple(block.block() for block in blocks))


@dataclass
class EditorForm:
    """What stands in the fields, with the errors beside them.

    ``focus`` is the id of the field to go on in after blocks were rearranged, ``opened`` the version the writer began
    with, ``overtaken`` is there when somebody else has saved since. ``page`` and ``known`` are the tokens of the open
    page and of the one whose working copy it took up (``working_copies``).
    """

    title: str
    main_recipients: str
    copies_to: str
    note: str
    blocks: list[EditorBlock]
    attachments: list[EditorAttachment] = field(default_factory=list)
    attendance: str = ""
    urgency: str = ""
    copy_number: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    opened: str = ""
    page: str = ""
    known: str = ""
    overtaken: Overtaken | None = None

    @classmethod
    def of(cls, content: DocumentContent) -> EditorForm:
        """The form of stored content; the names of attachments that are bound in follow from their titles."""
        return cls(
            title="\n".join(content.title_lines),
            main_recipients=content.main_recipients,
            copies_to=content.copies_to,
            note=content.note,
            blocks=[
                EditorBlock.of(block, index)
                for index, block in enumerate(content.blocks)
                if not (content.attachments and isinstance(block, AttachmentNote))
            ],
            attachments=[
                EditorAttachment(
                    "\n".join(each.title_lines),
                    [EditorBlock.of(block, index) for index, block in enumerate(each.blocks)],
                )
                for each in content.attachments
            ],
            attendance="\n".join(f"{each.label}：{each.names}" for each in content.attendance),
            urgency=content.urgency,
            copy_number=content.copy_number,
        )

    @classmethod
    def read(cls, data: Mapping[str, str], stored: DocumentContent) -> EditorForm:
        """The form as sent. Facts of the stored text stay with a block while their words stand in it."""
        lines = {name: read(data.get(name, "")) for name, read in LINES.items()}
        return cls(
            title=clean(data.get("title", "")),
            main_recipients=lines["main_recipients"],
            copies_to=lines["copies_to"],
            note=lines["note"],
            urgency=lines["urgency"],
            copy_number=lines["copy_number"],
            blocks=read_blocks(data, "", stored.blocks),
            attachments=list(_read_attachments(data, stored)),
            attendance=clean_lines(data.get("attendance", "")),
            opened=data.get("version", ""),
            page=data.get("page", ""),
            known=data.get("known", ""),
        )

    def content(self, stored: DocumentContent, *, is_preview: bool = False) -> DocumentContent:
        """The content these fields mean. A preview leaves out blocks in which nothing has been written yet."""
        blocks = [block.block() for block in (_written(self.blocks) if is_preview else self.blocks)]
        attachments = tuple(each.attachment(is_preview=is_preview) for each in self.attachments)
        return replace(
            stored,
            title_lines=lines_of(self.title),
            main_recipients=self.main_recipients,
            copies_to=self.copies_to,
            note=self.note,
            blocks=with_attachment_note(blocks, attachments),
            attachments=attachments,
            attendance=tuple(read_attendance(self.attendance)),
            urgency=self.urgency,
            copy_number=self.copy_number,
        )

    def hand(self, index: int) -> int:
        """The place of a block of the form in a preview, where empty blocks are left out."""
        return index - sum(block.is_empty for block in self.blocks[:index])

    def rearrange(self, move: str) -> bool:
        """Carry out a button of the form, such as ``add-2``, ``remove-0``, ``a1-up-3``, ``propose_title``.

        ``show`` changes nothing: the kind of a block has changed and its fields with it. Returns False when it is no
        such button.
        """
        if move == "propose_title":
            self.title = "\n".join(propose_title_lines(self.title.replace("\n", "")))
            self.focus = "id_title"
        elif move == "add_attachment":
            if len(self.attachments) < MOST_ATTACHMENTS:
                self.attachments.append(EditorAttachment(blocks=[EditorBlock(Paragraph.kind)]))
            self.focus = f"id_a{len(self.attachments) - 1}_title"
        elif match := _ATTACHMENT_MOVE.match(move):
            self._move_attachment(match[2], int(match[1]))
        elif match := _MOVE.match(move):
            self._move_block(match[1], match[2], int(match[3]))
        else:
            return move == "show"
        return True

    def paste(self, pasted: list[PastedBlock], at: str, before: str, after: str) -> None:
        """Put pasted blocks where the cursor stood: ``at`` names the block (``2``, ``a0-3``), ``before`` and ``after``
        are its text on both sides of the cursor. A table pasted into a table replaces it."""
        scope, _, index_text = at.rpartition("-")
        blocks, prefix = self._scope(scope.removeprefix("a"))
        if blocks is None or not index_text.isdecimal() or int(index_text) >= len(blocks) or not pasted:
            return
        index = int(index_text)
        target = blocks[index]
        new = [EditorBlock.pasted(block) for block in pasted]
        if target.table is not None:
            tables = [block for block in new if block.table is not None]
            if tables and tables[0].table is not None:
                target.table.rows, given = tables[0].table.rows, target.table
                target.table = type(given)(given.rows, given.caption, given.widths, given.aligns)
            self.focus = f"id_{prefix}cell_{index}_0_0"
            return
        if before and new[0].table is None:
            new[0] = replace(target, text=before + new[0].text, error="")
        elif before:
            new.insert(0, replace(target, text=before, error=""))
        if after and new[-1].table is None:
            new[-1].text += after
        elif after:
            new.append(EditorBlock(Paragraph.kind, after))
        blocks[index : index + 1] = new
        del blocks[MOST_BLOCKS:]
        self.focus = f"id_{prefix}text_{min(index + len(new), len(blocks)) - 1}"

    def show(self, error: DomainError, *, is_preview: bool = False) -> None:
        """Put the messages of a refusal beside the fields they are about; a preview counts no empty blocks."""
        for key, message in error.fields.items():
            match places.path_of(key):
                case ("blocks", int(index), *rest):
                    self._put(self.blocks, index, tuple(rest), message, is_preview)
                case ("attachments", int(number), *rest) if number < len(self.attachments):
                    self._put_in_attachment(self.attachments[number], tuple(rest), message, is_preview)
                case path:
                    name = _FIELDS.get(str(path[0]), "other") if path else "other"
                    self._put_beside(name, f"{places.words_of(path)}：{message}")

    def faults(self) -> Iterator[tuple[str, str]]:
        """The errors with the id of the field each is about, for a page that shows them while one types."""
        yield from ((f"id_{name}", message) for name, message in self.errors.items())
        for index, block in enumerate(self.blocks):
            if block.error:
                yield f"block-{index}", block.error
        for number, each in enumerate(self.attachments):
            if each.error:
                yield f"id_a{number}_title", each.error
            for index, block in enumerate(each.blocks):
                if block.error:
                    yield f"a{number}-block-{index}", block.error

    def _scope(self, attachment: str | None) -> tuple[list[EditorBlock] | None, str]:
        if not attachment:
            return self.blocks, ""
        if not attachment.isdecimal() or int(attachment) >= len(self.attachments):
            return None, ""
        return self.attachments[int(attachment)].blocks, f"a{attachment}_"

    def _move_block(self, attachment: str | None, act: str, index: int) -> None:
        blocks, prefix = self._scope(attachment)
        if blocks is None:
            return
        if act in ("add", "add_before", "add_table"):
            index = min(index + (act != "add_before"), len(blocks))
            blocks.insert(index, EditorBlock(Table.kind if act == "add_table" else Paragraph.kind))
        elif index >= len(blocks):
            return
        elif act == "remove":
            del blocks[index]
            index = max(0, min(index, len(blocks) - 1))
        elif act in ("up", "down"):
            block = blocks.pop(index)
            index = max(index - 1, 0) if act == "up" else min(index + 1, len(blocks))
            blocks.insert(index, block)
        elif (table := blocks[index].table) is not None:
            table.add_row() if act == "row" else table.add_column()
        if index < len(blocks):
            self.focus = f"id_{prefix}{'cell' if blocks[index].table else 'text'}_{index}"
            if blocks[index].table:
                self.focus += f"_{len(blocks[index].table.rows) - 1}_0" if act == "row" else "_0_0"  # type: ignore[union-attr]

    def _move_attachment(self, act: str, index: int) -> None:
        if index >= len(self.attachments):
            return
        moved = self.attachments.pop(index)
        if act != "drop":
            index = max(index - 1, 0) if act == "rise" else min(index + 1, len(self.attachments))
            self.attachments.insert(index, moved)
        index = min(index, len(self.attachments) - 1)
        self.focus = f"id_a{index}_title" if self.attachments else "id_add_attachment"

    def _put_beside(self, name: str, message: str) -> None:
        self.errors[name] = self.errors.get(name, "") + message

    def _put(self, blocks: list[EditorBlock], index: int, within: places.Path, message: str, is_preview: bool) -> None:
        """One behind the last block is the 附件说明 made from the attachments' titles."""
        blocks = _written(blocks) if is_preview else blocks
        if index >= len(blocks):
            self._put_beside("other", message)
            return
        words = places.words_in_block(within)
        blocks[index].error += f"{words}：{message}" if words else message

    def _put_in_attachment(self, shown: EditorAttachment, within: places.Path, message: str, is_preview: bool) -> None:
        match within:
            case ("blocks", int(index), *rest):
                self._put(shown.blocks, index, tuple(rest), message, is_preview)
            case _:
                shown.error += message


def _written(blocks: list[EditorBlock]) -> list[EditorBlock]:
    return [block for block in blocks if not block.is_empty]


def _read_attachments(data: Mapping[str, str], stored: DocumentContent) -> Iterator[EditorAttachment]:
    for number in range(MOST_ATTACHMENTS):
        if f"a{number}-title" not in data:
            return
        known = stored.attachments[number].blocks if number < len(stored.attachments) else ()
        yield EditorAttachment(clean(data[f"a{number}-title"]), read_blocks(data, f"a{number}-", known))
