"""标题, 主送, 正文, 附件说明 and the bound-in attachments: everything that is set line by line."""

from __future__ import annotations

from html import escape

from documents.typesetting import fonts, grid
from documents.typesetting.content.elements import (
    Attachment,
    AttachmentNote,
    Block,
    Heading1,
    Heading2,
    Paragraph,
    Table,
)
from documents.typesetting.line_breaking import break_lines
from documents.typesetting.tables import table
from documents.typesetting.typesetter import (
    Piece,
    Setter,
    set_hanging,
    set_lines,
)

# Number of lines that move to a new page together with the signature.
_PUSHED_LINES = 2


def title(lines: tuple[str, ...]) -> Piece:
    """Set the title in the lines chosen by the officer."""
    rows = "".join(f'<span class="ln">{escape(line)}</span>' for line in lines)
    return Piece(f"<h1>{rows}</h1>", (len(lines),))


def recipients(setter: Setter, text: str) -> Piece:
    """Set 主送 after an empty line; without any, the empty line alone."""
    if not text:
        return Piece('<div class="gap"></div>', (1,))
    lines = break_lines(f"{text}：", setter.measure(fonts.FANGSONG))
    return Piece(f'<p class="gap">{set_lines(lines)}</p>', (1,) * (len(lines) + 1))


def text_blocks(setter: Setter, blocks: tuple[Block, ...], hand: int | None = None) -> list[Piece]:
    """Set the blocks one by one; the block with the index `hand` is tinted."""
    return [block_piece(setter, block, index == hand) for index, block in enumerate(blocks)]


def block_piece(setter: Setter, block: Block, in_hand: bool = False, *, is_pushed: bool = False) -> Piece:
    """Set one block. `is_pushed` starts a page with its last lines (with its first, if it has only one)."""
    tint = " hand" if in_hand else ""
    if isinstance(block, Table):
        return table(setter, block, tint)
    if isinstance(block, AttachmentNote):
        return _attachment_note(setter, block, tint)
    tag = "h2" if isinstance(block, Heading1) else "h3" if isinstance(block, Heading2) else "p"
    lines = break_lines(block.text, setter.measure(block.role, first_indent=grid.INDENT))
    heading = len(block.run_in_heading) if isinstance(block, Paragraph) else 0
    push = len(lines) - min(_PUSHED_LINES, max(1, len(lines) - 1)) if is_pushed else None
    html = f'<{tag} class="b{tint}">{set_lines(lines, "in", heading, push)}</{tag}>'
    return Piece(html, (1,) * len(lines))


def pushed_block(blocks: tuple[Block, ...]) -> int | None:
    """Return the block that starts a page so that the signature has text above it; None where there is none."""
    place = len(blocks) - 1
    while place >= 0 and isinstance(blocks[place], AttachmentNote):
        place -= 1
    if place < 1 or isinstance(blocks[place], Table):
        return None
    return place


def _attachment_note(setter: Setter, block: AttachmentNote, tint: str) -> Piece:
    """Set 附件：1.… with a hanging indent at the first character of the name."""
    label_width = setter.width("附件：", fonts.FANGSONG)
    rows, count = [], 0
    for number, name in enumerate(block.names, 1):
        prefix = f"{number}." if len(block.names) > 1 else ""
        hang = grid.INDENT + label_width + setter.width(prefix, fonts.FANGSONG)
        lines = break_lines(name, setter.measure(fonts.FANGSONG, first_indent=hang, indent=hang))
        lead, start = (f"附件：{prefix}", grid.INDENT) if number == 1 else (prefix, grid.INDENT + label_width)
        rows.append(set_hanging(lines, f"<span>{lead}</span>", start, hang))
        count += len(lines)
    return Piece(f'<div class="gap listed{tint}">{"".join(rows)}</div>', (1,) * (count + 1))


def attachment(setter: Setter, label: str, content: Attachment) -> list[Piece]:
    """Set an attachment from the first line of a page: its label, its title on the third line, its text."""
    lines = "".join(f'<span class="ln">{escape(line)}</span>' for line in content.title_lines)
    opening = (
        f'<div class="attached"><p class="hei"><span class="ln">{escape(label)}</span></p>'
        f'<h1 class="gap">{lines}</h1><div class="gap"></div></div>'
    )
    return [
        Piece(opening, (2 + len(content.title_lines) + 1,), starts_page=True),
        *text_blocks(setter, content.blocks),
    ]
