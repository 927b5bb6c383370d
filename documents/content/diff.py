"""Diff of two texts of a document: by block, and within a block by character. Pure.

``compare`` returns rows in reading order, each with its place and its stretches of text, kept, inserted or removed.
Joined together, everything that is not inserted is the old text and everything that is not removed the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.typesetting.content.blocks import (
    AttachmentNote,
    Block,
    DocumentContent,
    Table,
)
from documents.typesetting.content.elements import attachment_label

KEPT, INSERTED, REMOVED = "kept", "inserted", "removed"
# Below this similarity a changed block is shown as one removed and one inserted: common characters are chance.
_ALIKE = 0.35
# Longer texts are compared as wholes: the comparison takes quadratic time.
_LONGEST = 4000


@dataclass(frozen=True)
class Stretch:
    """A piece of text and its change: ``kept``, ``inserted`` or ``removed``."""

    change: str
    text: str


@dataclass(frozen=True)
class BlockDiff:
    """One place of the document (标题, 主送, 段落, 附件1标题) with its stretches."""

    label: str
    stretches: tuple[Stretch, ...]
    is_relabelled: bool = False

    @property
    def change(self) -> str:
        """Return ``kept``, ``inserted`` or ``removed`` when all of it is; else ``changed``, also for a changed kind."""
        changes = {stretch.change for stretch in self.stretches}
        return changes.pop() if len(changes) == 1 and not self.is_relabelled else "changed"


@dataclass(frozen=True)
class _Piece:
    """A text with its place; ``slot`` pairs places regardless of their text (标题 with 标题)."""

    label: str
    text: str
    slot: str = ""


def compare(old: DocumentContent, new: DocumentContent) -> list[BlockDiff]:
    """Return all places of both texts in order, changed or not, without places empty in both."""
    return list(_align(list(_pieces(old)), list(_pieces(new))))


def characters(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches of two texts of one place."""
    if old == new:
        return (Stretch(KEPT, old),) if old else ()
    if len(old) > _LONGEST or len(new) > _LONGEST:
        return _whole(old, new)
    found: list[Stretch] = []
    for act, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(Stretch(KEPT, old[old_from:old_to]))
            continue
        if old_to > old_from:
            found.append(Stretch(REMOVED, old[old_from:old_to]))
        if new_to > new_from:
            found.append(Stretch(INSERTED, new[new_from:new_to]))
    return tuple(found)


def _pieces(content: DocumentContent) -> Iterator[_Piece]:
    head = {
        "份号": content.copy_number,
        "紧急程度": content.urgency,
        "签发人": content.signer,
        "标题": content.title,
        "主送": content.main_recipients,
    }
    foot = {
        "出席名单": "；".join(f"{each.label}：{each.names}" for each in content.attendance),
        "署名": content.signature,
        "附注": content.note,
        "抄送": content.copies_to,
        "印发机关": content.printed_by,
    }
    yield from (_Piece(label, text, label) for label, text in head.items())
    yield from _block_pieces(content.blocks, "")
    yield from (_Piece(label, text, label) for label, text in foot.items())
    for number, each in enumerate(content.attachments, 1):
        name = attachment_label(number, content.attachments)
        yield _Piece(f"{name}标题", each.title)
        yield from _block_pieces(each.blocks, name)


def _block_pieces(blocks: Sequence[Block], where: str) -> Iterator[_Piece]:
    for block in blocks:
        label = f"{where}{block.label}"
        if isinstance(block, Table):
            yield _Piece(label, block.caption)
            yield _Piece(f"{label}列名", "｜".join(column.title for column in block.columns))
            yield from (_Piece(f"{label}行", "｜".join(row)) for row in block.rows)
        else:
            yield _Piece(label, "；".join(block.names) if isinstance(block, AttachmentNote) else block.text)


def _align(old: list[_Piece], new: list[_Piece]) -> Iterator[BlockDiff]:
    matcher = SequenceMatcher(None, [_key(piece) for piece in old], [_key(piece) for piece in new], autojunk=False)
    for act, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if act == "equal":
            pairs: list[tuple[_Piece | None, _Piece | None]] = list(
                zip(old[old_from:old_to], new[new_from:new_to], strict=True)
            )
        else:
            pairs = _pair(old[old_from:old_to], new[new_from:new_to])
        for before, after in pairs:
            piece = after or before
            assert piece is not None
            label = piece.label
            is_relabelled = before is not None and after is not None and before.label != after.label
            if before is not None and is_relabelled:
                label = f"{before.label}改为{label}"
            stretches = characters(before.text if before else "", after.text if after else "")
            if stretches:
                yield BlockDiff(label, stretches, is_relabelled)


def _key(piece: _Piece) -> tuple[str, str]:
    return (piece.slot, piece.text) if piece.slot else (piece.label, piece.text)


def _pair(old: list[_Piece], new: list[_Piece]) -> list[tuple[_Piece | None, _Piece | None]]:
    """Pair changed places: the same slot, otherwise the next similar one."""
    pairs: list[tuple[_Piece | None, _Piece | None]] = []
    at = 0
    for before in old:
        match = next((index for index in range(at, len(new)) if _belong(before, new[index])), None)
        if match is None:
            pairs.append((before, None))
            continue
        pairs += [(None, piece) for piece in new[at:match]]
        pairs.append((before, new[match]))
        at = match + 1
    return pairs + [(None, piece) for piece in new[at:]]


def _belong(before: _Piece, after: _Piece) -> bool:
    if before.slot or after.slot:
        return before.slot == after.slot
    if before.text == after.text:
        return True
    matcher = SequenceMatcher(None, before.text[:_LONGEST], after.text[:_LONGEST], autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _whole(old: str, new: str) -> tuple[Stretch, ...]:
    parts = [Stretch(REMOVED, old), Stretch(INSERTED, new)]
    return tuple(part for part in parts if part.text)
