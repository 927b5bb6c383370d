"""出席名单, 署名 and 成文日期, 附注, 版记: everything below the text."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.elements import FormKind
from documents.typesetting.line_breaking import break_lines
from documents.typesetting.sample_seal import SEAL_PLACE
from documents.typesetting.typesetter import (
    Piece,
    Setter,
    pending,
    set_hanging,
    set_lines,
)

# A telephone number moves to the next line whole; the line before it is left short instead of being spread.
_MOST_AIR_IN_NOTE = 0.8


def attendance(setter: Setter, content: DocumentContent) -> Piece:
    """Set 出席, 请假, 列席 of minutes: labels in 黑体, indented by two characters, names with a hanging indent."""
    if not content.attendance:
        return Piece("")
    rows, count = [], 0
    for each in content.attendance:
        lead = f"{each.label}："
        hang = grid.INDENT + setter.width(lead, fonts.HEITI)
        lines = break_lines(each.names, setter.measure(fonts.FANGSONG, first_indent=hang, indent=hang))
        rows.append(set_hanging(lines, f'<span class="hei">{escape(lead)}</span>', grid.INDENT, hang))
        count += len(lines)
    return Piece(f'<div class="gap">{"".join(rows)}</div>', (1,) * (count + 1))


def signature(setter: Setter, content: DocumentContent, *, is_close: bool = False) -> Piece:
    """Set 署名 and 成文日期; minutes have neither.

    With a seal the date is four characters from the right edge, 署名 centred on it, two lines below the text to leave
    space for the seal (`is_close`: one line). Without a seal 署名 is one line below the text, two characters from the
    edge, and the date begins two characters further right; if the date is the longer of the two, it is two characters
    from the edge and 署名 moves left.
    """
    if content.is_minutes:
        return Piece("")
    date = content.date_text
    shown = pending(date, content.dated_on is None)
    date_width = setter.width(date, fonts.FANGSONG)
    name_width = setter.width(content.signature, fonts.FANGSONG)
    if not content.has_seal:
        left = grid.WIDTH - 2 * grid.STEP - name_width
        if date_width > name_width:
            left = grid.WIDTH - 4 * grid.STEP - date_width
        return Piece(
            f'<div class="unsealed"><span class="ln" style="margin-left: {left:.4f}pt">{escape(content.signature)}'
            f'</span><span class="ln" style="margin-left: {left + 2 * grid.STEP:.4f}pt">{shown}</span></div>',
            (3,),
        )
    overhang = max(0.0, (name_width - date_width) / 2)
    right = max(4 * grid.STEP, overhang)
    seal = SEAL_PLACE if content.shows_sample_seal else ""
    html = (
        f'<div class="sign{" close" if is_close else ""}" '
        f'style="width: {date_width:.4f}pt; margin-right: {right:.4f}pt">{seal}'
        f'<span class="ln" style="margin: 0 {-overhang - 1:.4f}pt">{escape(content.signature)}</span>'
        f'<span class="ln" style="margin: 0 -1pt">{shown}</span></div>'
    )
    return Piece(html, (4 - is_close,))


def note(setter: Setter, text: str) -> Piece:
    """Set 附注 in round brackets below the date; never divided between pages nor separated from the date."""
    if not text:
        return Piece("")
    lines = break_lines(f"（{text}）", setter.measure(fonts.FANGSONG, first_indent=grid.INDENT))
    lines = [line if line.spacing < _MOST_AIR_IN_NOTE else replace(line, spacing=grid.SPACING) for line in lines]
    return Piece(f'<p class="note">{set_lines(lines, "in")}</p>', (len(lines),))


def has_imprint(content: DocumentContent, *, moves_recipients: bool = False) -> bool:
    """Return whether there is a 版记: 信函 prints only 抄送 (and 主送 moved there)."""
    prints = content.printed_by and content.form != FormKind.LETTER
    return bool(content.copies_to or prints or (moves_recipients and content.main_recipients))


def imprint(setter: Setter, content: DocumentContent, *, moves_recipients: bool = False, is_close: bool = False) -> str:
    """Set 版记 between rules of the type area's width.

    It holds 主送 (when 主送 would leave no space for text on the first page), 抄送, 印发机关 and 印发日期; in a letter
    抄送 alone without rules. Where the date is the last line above it, space for the seal is left between them.
    """
    if not has_imprint(content, moves_recipients=moves_recipients):
        return ""
    copies = ""
    if moves_recipients and content.main_recipients:
        copies += _copies(setter, "主送：", content.main_recipients)
    if content.copies_to:
        copies += _copies(setter, "抄送：", content.copies_to)
    copies = f'<div class="copies">{copies}</div>' if copies else ""
    kind = "imprint"
    if content.ends_with_seal:
        kind += " clear close" if is_close else " clear"
    if content.form == FormKind.LETTER:
        return f'<div class="{kind}">{copies}</div>'
    issue = ""
    if content.printed_by:
        day = pending(f"{content.printed_date_text}印发", content.printed_on is None)
        issue = f'<div class="issue"><span>{escape(content.printed_by)}</span><span>{day}</span></div>'
    between = '<div class="thin"></div>' if copies and issue else ""
    return f'<div class="{kind}"><div class="thick"></div>{copies}{between}{issue}<div class="thick"></div></div>'


def _copies(setter: Setter, label: str, text: str) -> str:
    """Set 抄送： with a hanging indent at the first character after the colon."""
    width_left = grid.WIDTH - 5 * grid.IMPRINT_SIZE
    measure = setter.measure(fonts.FANGSONG, width=width_left, size=grid.IMPRINT_SIZE, spacing=0.0)
    rows = []
    for index, line in enumerate(break_lines(f"{text.rstrip('。')}。", measure)):
        lead, kind = (f"<span>{label}</span>", "ln lead") if index == 0 else ("", "ln")
        body = f'<span style="letter-spacing: {line.spacing}pt">{escape(line.text)}</span>'
        rows.append(f'<span class="{kind}">{lead}{body}</span>')
    return "".join(rows)
