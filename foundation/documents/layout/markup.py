"""Turn a document's content into the HTML that is typeset. All text is escaped; none is markup."""

from __future__ import annotations

from html import escape

from foundation.documents.layout import fonts, grid
from foundation.documents.layout.blocks import (
    DATE_PLACEHOLDER,
    NUMBER_PLACEHOLDER,
    AttachmentNote,
    Block,
    DocumentContent,
    Heading1,
    Heading2,
    Paragraph,
)
from foundation.documents.layout.fonts import FontStack
from foundation.documents.layout.line_breaking import Line, Measure, break_lines, natural_width
from foundation.documents.layout.wording import official_date

# Anchor after the last piece of text; tells on which page the text ends.
END_ANCHOR = "end"
# Mark, number and rule take 5 + 2 + 1 + 2 lines.
_HEAD_LINES = 10
_LINES_ABOVE_SIGNATURE = 2
_FULL_WIDTH = 438.0  # the mark stays a little narrower than the type area
_MOST_MARK_SPACING = 12.0


def document_html(
    content: DocumentContent, stack: FontStack, *, bare_imprint: bool, is_close: bool = False, hand: int | None = None
) -> str:
    """The page as HTML. `bare_imprint` puts the imprint on an even page of its own; `is_close` leaves one line above
    the signature instead of two; `hand` is the index of the block being edited, which is tinted (previews only)."""
    setter = _Typesetter(stack)
    body = [
        setter.mark(content.issuer_mark),
        setter.number(content),
        '<div class="rule"><i></i></div>',
        setter.title(content.title_lines),
        setter.recipients(content.main_recipients),
        *(setter.block(block, index == hand) for index, block in enumerate(content.blocks)),
        setter.signature(content, is_close=is_close),
        setter.note(content.note),
        f'<a id="{END_ANCHOR}"></a>',
        f'<div class="bare">{setter.imprint(content)}</div>' if bare_imprint else setter.imprint(content),
    ]
    title = escape(content.title)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{escape(content.signature)}">'
        f'<meta name="description" content="{escape(content.document_number)}"></head>'
        f"<body>{''.join(body)}</body></html>"
    )


def expected_lines(content: DocumentContent, stack: FontStack) -> int:
    """Lines of the grid that head, text and signature take, as if nothing were kept together."""
    setter = _Typesetter(stack)
    parts = [
        setter.title(content.title_lines),
        setter.recipients(content.main_recipients),
        *(setter.block(block, False) for block in content.blocks),
        setter.signature(content),
        setter.note(content.note),
    ]
    markup = "".join(parts)
    return _HEAD_LINES + markup.count('class="ln') + markup.count('class="gap') + _LINES_ABOVE_SIGNATURE


class _Typesetter:
    """Writes the parts of the page with lines broken for one stack of faces."""

    def __init__(self, stack: FontStack) -> None:
        self._stack = stack

    def _measure(self, role: str, first_indent: float = 0.0, indent: float = 0.0) -> Measure:
        return Measure(
            advance=lambda character: self._stack.advance(role, character),
            size=grid.BODY_SIZE,
            spacing=grid.SPACING,
            width=grid.WIDTH - indent,
            first_width=grid.WIDTH - first_indent,
        )

    def _width(self, text: str, role: str, size: float = grid.BODY_SIZE, spacing: float = grid.SPACING) -> float:
        return natural_width(text, lambda character: self._stack.advance(role, character), size, spacing)

    def mark(self, text: str) -> str:
        """发文机关标志: spread when short, lowered and narrowed when long, its top edge at 72 mm."""
        size, spacing, narrow = grid.MARK_SIZE, 0.0, ""
        natural = self._width(text, fonts.BIAOSONG, size, 0.0)
        if natural > _FULL_WIDTH:
            # Height and width share the reduction, as printed heads of long names do.
            size = grid.MARK_SIZE * (_FULL_WIDTH / natural) ** 0.5
            factor = _FULL_WIDTH / self._width(text, fonts.BIAOSONG, size, 0.0)
            narrow = f"; transform: scaleX({factor:.4f})"
            overhang = (self._width(text, fonts.BIAOSONG, size, 0.0) - grid.WIDTH) / 2
            narrow += f"; left: {-overhang - 10:.3f}pt; right: {-overhang - 10:.3f}pt"
        else:
            spacing = min((_FULL_WIDTH - natural) / max(len(text) - 1, 1), _MOST_MARK_SPACING)
        style = f"font-size: {size:.3f}pt; line-height: {size:.3f}pt; letter-spacing: {spacing:.3f}pt{narrow}"
        return f'<div class="red"><p style="{style}">{escape(text)}</p></div>'

    def number(self, content: DocumentContent) -> str:
        """发文字号, centred; at the left with 签发人 at the right in an upward document."""
        text = escape(content.document_number).replace(
            NUMBER_PLACEHOLDER, f'<span class="pending">{NUMBER_PLACEHOLDER}</span>'
        )
        if not content.signer:
            return f'<p class="no">{text}</p>'
        return f'<p class="no up">{text}<span class="by">签发人：<b>{escape(content.signer)}</b></span></p>'

    def title(self, lines: tuple[str, ...]) -> str:
        rows = "".join(f'<span class="ln">{escape(line)}</span>' for line in lines)
        return f"<h1>{rows}</h1>"

    def recipients(self, text: str) -> str:
        if not text:
            return '<div class="gap"></div>'
        lines = break_lines(f"{text}：", self._measure(fonts.FANGSONG))
        return f'<p class="gap">{self._lines(lines)}</p>'

    def block(self, block: Block, in_hand: bool) -> str:
        tint = " hand" if in_hand else ""
        if isinstance(block, AttachmentNote):
            return self._attachment_note(block, tint)
        tag = "h2" if isinstance(block, Heading1) else "h3" if isinstance(block, Heading2) else "p"
        lines = break_lines(block.text, self._measure(block.role, grid.INDENT))
        heading = len(block.run_in_heading) if isinstance(block, Paragraph) else 0
        return f'<{tag} class="b{tint}">{self._lines(lines, "in", heading)}</{tag}>'

    def _attachment_note(self, block: AttachmentNote, tint: str) -> str:
        """附件：1.… with every further line hanging at the first character of the name."""
        rows = []
        label_width = self._width("附件：", fonts.FANGSONG)
        for number, name in enumerate(block.names, 1):
            prefix = f"{number}." if len(block.names) > 1 else ""
            hang = grid.INDENT + label_width + self._width(prefix, fonts.FANGSONG)
            lines = break_lines(name, self._measure(fonts.FANGSONG, hang, hang))
            lead = f"附件：{prefix}" if number == 1 else prefix
            start = grid.INDENT if number == 1 else grid.INDENT + label_width
            for index, line in enumerate(lines):
                left, before = (start, f"<span>{lead}</span>") if index == 0 else (hang, "")
                rows.append(
                    f'<span class="ln" style="margin-left: {left:.4f}pt">{before}'
                    f"<span{_spacing(line)}>{escape(line.text)}</span></span>"
                )
        return f'<div class="gap{tint}">{"".join(rows)}</div>'

    def signature(self, content: DocumentContent, *, is_close: bool = False) -> str:
        """署名 centred over 成文日期, the date four characters from the edge: room for the seal."""
        date = official_date(content.dated_on) if content.dated_on else DATE_PLACEHOLDER
        date_width = self._width(date, fonts.FANGSONG)
        overhang = max(0.0, (self._width(content.signature, fonts.FANGSONG) - date_width) / 2)
        right = max(4 * grid.STEP, overhang)
        pending = "" if content.dated_on else ' class="pending"'
        kind = "sign close" if is_close else "sign"
        return (
            f'<div class="{kind}" style="width: {date_width:.4f}pt; margin-right: {right:.4f}pt">'
            f'<span class="ln" style="margin: 0 {-overhang - 1:.4f}pt">{escape(content.signature)}</span>'
            f'<span class="ln" style="margin: 0 -1pt"><span{pending}>{date}</span></span></div>'
        )

    def note(self, text: str) -> str:
        if not text:
            return ""
        lines = break_lines(f"（{text}）", self._measure(fonts.FANGSONG, grid.INDENT))
        return f'<p class="note">{self._lines(lines, "in")}</p>'

    def imprint(self, content: DocumentContent) -> str:
        """版记: 抄送, 印发机关 and 印发日期 between rules of the type area's width."""
        if not (content.copies_to or content.printed_by):
            return ""
        rows = ['<div class="thick"></div>']
        if content.copies_to:
            rows.append(f'<div class="copies">{self._copies(content.copies_to)}</div>')
            rows.append('<div class="thin"></div>' if content.printed_by else "")
        if content.printed_by:
            date = official_date(content.printed_on) if content.printed_on else DATE_PLACEHOLDER
            pending = "" if content.printed_on else ' class="pending"'
            rows.append(
                f'<div class="issue"><span>{escape(content.printed_by)}</span><span{pending}>{date}印发</span></div>'
            )
        return f'<div class="imprint">{"".join(rows)}<div class="thick"></div></div>'

    def _copies(self, text: str) -> str:
        """抄送： with further lines hanging at the first character after the colon."""
        width = grid.WIDTH - 5 * grid.IMPRINT_SIZE
        measure = Measure(
            advance=lambda character: self._stack.advance(fonts.FANGSONG, character),
            size=grid.IMPRINT_SIZE,
            spacing=0.0,
            width=width,
            first_width=width,
        )
        rows = []
        for index, line in enumerate(break_lines(f"{text.rstrip('。')}。", measure)):
            lead = "<span>抄送：</span>" if index == 0 else ""
            text_span = f'<span style="letter-spacing: {line.spacing}pt">{escape(line.text)}</span>'
            rows.append(f'<span class="ln">{lead}{text_span}</span>')
        return "".join(rows)

    @staticmethod
    def _lines(lines: list[Line], first_class: str = "", heading: int = 0) -> str:
        """The lines, the first ``heading`` characters of them in the face of second level headings."""
        spans = []
        for index, line in enumerate(lines):
            kind = f"ln {first_class}" if index == 0 and first_class else "ln"
            opening, rest = escape(line.text[:heading]), escape(line.text[heading:])
            text = f'<span class="kai">{opening}</span>{rest}' if opening else rest
            spans.append(f'<span class="{kind}"{_spacing(line)}>{text}</span>')
            heading = max(0, heading - len(line.text))
        return "".join(spans)


def _spacing(line: Line) -> str:
    """The line's own spacing; most lines have the page's, and parsing a style for each costs time."""
    return "" if abs(line.spacing - grid.SPACING) < 0.001 else f' style="letter-spacing: {line.spacing}pt"'
