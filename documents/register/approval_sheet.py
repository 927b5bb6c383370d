"""发文稿纸 as PDF: the sheet that records 拟稿, 核稿, 会签 and 签发 of a document with their times.

``render(document)`` makes it from stored data; ``sheet_html(sheet)`` is pure. An A4 form as offices print it: it has no
element of GB/T 9704 and so a stylesheet of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from html import escape
from typing import Any

from documents.content.builder import content_of
from documents.models import Document
from documents.typesetting.content.blocks import AttachmentNote
from documents.typesetting.fonts import BIAOSONG, FANGSONG, HEITI, FontStack
from documents.typesetting.sheets import render_sheet
from foundation.common.text.date_format import full_day, full_moment

# The meaning of 〓 in Chinese typesetting: a character that the typeface does not have.
MISSING = "〓"


@dataclass(frozen=True)
class Opinion:
    """One person's opinion: the words, who, when (as written), and the unit unless it is the office's own."""

    words: str = ""
    person: str = ""
    at: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """The whole content of the sheet as text."""

    issuer: str
    kind: str
    title: str
    number: str
    urgency: str = ""
    main_recipients: str = ""
    copies_to: str = ""
    attachments: tuple[str, ...] = ()
    drafting_unit: str = ""
    drafter: str = ""
    drafted_at: str = ""
    dated_on: str = ""
    printed_on: str = ""
    copies: str = ""
    pages: str = ""
    state: str = ""
    sign: Opinion = field(default_factory=Opinion)
    review: Opinion = field(default_factory=Opinion)
    countersign: tuple[Opinion, ...] = ()


def render(document: Document) -> bytes:
    """Render the sheet of a document in any state as PDF, A4; unknown values stay blank to be filled in by hand."""
    sheet = sheet_of(document)
    return render_sheet(lambda stack: sheet_html(sheet, stack), _style)


def sheet_of(document: Document) -> Sheet:
    """Return the stored data in the wording of the sheet."""
    content = content_of(document)
    notes = [name for block in content.blocks if isinstance(block, AttachmentNote) for name in block.names]
    drafter = document.drafted_by
    return Sheet(
        issuer=document.series.issuer.name,
        kind=document.kind_label,
        title=document.title,
        number=document.document_number,
        urgency=content.urgency,
        main_recipients=content.main_recipients,
        copies_to=content.copies_to,
        attachments=tuple(notes),
        drafting_unit=drafter.organization.short_name,
        drafter=drafter.name,
        drafted_at=full_moment(document.drafted_at),
        dated_on=full_day(document.dated_on) if document.dated_on else "",
        printed_on=full_day(document.printed_on) if document.printed_on else "",
        pages=f"{document.pdf_pages}页" if document.pdf_pages else "",
        state=_state(document),
        sign=_opinion(document.sign_remark, document.signed_by, document.signed_at, "同意。"),
        review=_opinion(document.review_remark, document.reviewed_by, document.reviewed_at, "核稿通过。"),
        countersign=tuple(_countersigned(document)),
    )


def sheet_html(sheet: Sheet, stack: FontStack) -> str:
    """Return the sheet as HTML; every text is escaped and uses only characters that some face has."""

    def shown(text: str) -> str:
        drawn = (c if c.isspace() or stack.covers(FANGSONG, c) else MISSING for c in text)
        return escape("".join(drawn)).replace("\n", "<br>")

    def opinion(given: Opinion) -> str:
        unit = f'<span class="unit">{shown(given.unit)}</span>' if given.unit else ""
        who = f"{shown(given.person)}　{shown(given.at)}" if given.person else ""
        return f'<div class="opinion">{unit}<p>{shown(given.words)}</p><p class="who">{who}</p></div>'

    def cell(label: str, value: str, *, span: int = 1, css: str = "") -> str:
        more = f' colspan="{span}"' if span > 1 else ""
        return f'<th>{label}</th><td{more} class="{css}">{value}</td>'

    countersign = "".join(opinion(given) for given in sheet.countersign)
    attachments = "<br>".join(f"{i}. {shown(name)}" for i, name in enumerate(sheet.attachments, 1))
    state = f'<p class="state">{shown(sheet.state)}</p>' if sheet.state else ""
    rows = [
        cell("发文字号", shown(sheet.number)) + cell("紧急程度", shown(sheet.urgency)),
        f'<th>签发</th><td colspan="3" class="tall">{opinion(sheet.sign)}</td>',
        f'<th>会签</th><td colspan="3" class="middle">{countersign}</td>',
        f'<th>核稿</th><td colspan="3" class="middle">{opinion(sheet.review)}</td>',
        cell("拟稿单位", shown(sheet.drafting_unit))
        + cell("拟稿人", f"{shown(sheet.drafter)}<br>{shown(sheet.drafted_at)}"),
        cell("标题", shown(sheet.title), span=3, css="title"),
        cell("文种", shown(sheet.kind)) + cell("页数", shown(sheet.pages)),
        cell("主送", shown(sheet.main_recipients), span=3),
        cell("抄送", shown(sheet.copies_to), span=3),
        cell("附件", attachments, span=3),
        cell("成文日期", shown(sheet.dated_on)) + cell("印发日期", shown(sheet.printed_on)),
        cell("份数", shown(sheet.copies)) + cell("校对", ""),
    ]
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>发文稿纸 {shown(sheet.title)}</title></head>"
        f"<body><h1>{shown(sheet.issuer)}</h1><h2>发文稿纸</h2>{state}"
        f'<table><colgroup><col class="label"><col><col class="label"><col></colgroup><tbody>{table}</tbody></table>'
        "</body></html>"
    )


def _style(stack: FontStack) -> str:
    body, head, title = (stack.css_family(role) for role in (FANGSONG, HEITI, BIAOSONG))
    return f"""
@page {{ size: A4; margin: 22mm 20mm 18mm 24mm; }}
html {{ font-family: {body}; font-size: 12pt; line-height: 18pt; color: #000; }}
h1, h2 {{ margin: 0; font-family: {title}; font-weight: normal; text-align: center; color: #c00000; }}
h1 {{ font-size: 20pt; line-height: 28pt; letter-spacing: 1pt; }}
h2 {{ margin-bottom: 4mm; font-size: 18pt; line-height: 28pt; letter-spacing: 12pt; text-indent: 12pt; }}
.state {{ margin: -3mm 0 2mm; text-align: right; font-family: {head}; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; border: 1.2pt solid #c00000; }}
col.label {{ width: 24mm; }}
th, td {{ height: 9mm; padding: 1.6mm 2.4mm; border: 0.6pt solid #c00000; vertical-align: middle; text-align: left;
  overflow-wrap: anywhere; line-break: strict; }}
th {{ font-family: {head}; font-weight: normal; color: #c00000; text-align: center; }}
tr {{ break-inside: avoid; }}
td.tall {{ height: 40mm; vertical-align: top; }}
td.middle {{ height: 24mm; vertical-align: top; }}
td.title {{ height: 16mm; font-family: {title}; font-size: 14pt; line-height: 21pt; }}
.opinion p {{ margin: 0; }}
.opinion .unit {{ font-family: {head}; }}
.opinion .who {{ text-align: right; }}
"""


def _countersigned(document: Document) -> list[Opinion]:
    rows = document.countersignatures.select_related("organization", "answered_by").order_by("asked_at", "pk")
    return [
        Opinion(
            words=_answer(row.get_opinion_display(), row.remark) if row.opinion else "",
            person=row.answered_by.name if row.answered_by else "",
            at=full_moment(row.answered_at) if row.answered_at else "",
            unit=row.organization.short_name,
        )
        for row in rows
    ]


def _answer(opinion: str, remark: str) -> str:
    return f"{opinion}。" if remark.strip(" 。") in ("", opinion) else f"{opinion}。{remark}"


def _opinion(remark: str, person: Any, at: dt.datetime | None, default: str) -> Opinion:
    if person is None or at is None:
        return Opinion()
    return Opinion(words=remark or default, person=person.name, at=full_moment(at))


def _state(document: Document) -> str:
    if document.status == Document.Status.VOIDED:
        return "作废"
    if document.status == Document.Status.REVOKED:
        return "已撤销"
    if document.is_partly_revoked:
        return document.state_label
    return "" if document.number else "尚未印发"
