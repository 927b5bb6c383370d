"""归档件: a cover page with 核验码 and QR code, the 发文稿纸, then the pages as issued.

The original is not changed: the copy is another file, made on each request.
"""

from __future__ import annotations

from html import escape

import segno

from documents.models import Document
from documents.register import approval_sheet
from documents.typesetting.content.wording import official_date
from documents.typesetting.fonts import BIAOSONG, FANGSONG, HEITI, FontStack
from documents.typesetting.pages import joined
from documents.typesetting.sheets import render_sheet
from documents.workflow.printing import frozen_bytes
from foundation.common.errors import DomainError, ErrorCode


def archive_copy(document: Document, *, address: str) -> bytes:
    """Return the copy as PDF. ``address`` is the full URL of the document's verification page, for the QR code.

    Raises ``DomainError("not_issued")`` before issue and ``DomainError("damaged")`` when the original does not match
    its hashes.
    """
    if not document.pdf or not document.verification_code:
        raise DomainError(ErrorCode.NOT_ISSUED, "公文还没有印发，没有归档件。")
    cover = render_sheet(lambda stack: cover_html(document, address), _style)
    return joined([cover, approval_sheet.render(document), frozen_bytes(document)])


def cover_html(document: Document, address: str) -> str:
    """Return the cover page as HTML: escaped text, and the QR code as drawn squares."""
    code = segno.make(address, error="m").svg_inline(scale=1, border=0, omitsize=True)
    state = ""
    if document.status == Document.Status.REVOKED or document.is_partly_revoked:
        state = f'<p class="state">{document.state_label}</p>'
    rows = (
        ("发文机关", document.series.issuer.name),
        ("发文字号", document.document_number),
        ("标题", document.title),
        ("成文日期", official_date(document.dated_on) if document.dated_on else ""),
        ("页数", f"{document.pdf_pages}页"),
        ("SHA-256", document.pdf_sha256),
        ("SM3", document.pdf_sm3),
        ("电子签名", document.pdf_signed_by or "无"),
    )
    table = "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in rows)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>归档件</title></head><body>'
        f'<h1>归档件</h1>{state}<table>{table}</table><div class="qr">{code}</div>'
        f'<p class="code">核验码　{escape(document.verification_code or "")}</p>'
        f'<p class="where">{escape(address)}</p><p class="where">本页及发文稿纸不是公文的组成部分。</p></body></html>'
    )


def _style(stack: FontStack) -> str:
    fangsong, heiti = stack.css_family(FANGSONG), stack.css_family(HEITI)
    return f"""
@page {{ size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm }}
html {{ font: 14pt/22pt {fangsong} }}
h1 {{ font: 22pt/30pt {stack.css_family(BIAOSONG)}; text-align: center; margin: 0 0 20pt }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
th {{ width: 26mm; font-family: {heiti}; font-weight: normal }}
th, td {{ border: .75pt solid #000; padding: 5pt 7pt; text-align: left; overflow-wrap: anywhere }}
.qr {{ margin: 24pt auto 12pt; width: 42mm; height: 42mm }}
.qr svg {{ width: 42mm; height: 42mm }}
.code {{ text-align: center; font-size: 18pt; margin: 0 0 6pt }}
.where {{ text-align: center; font-size: 10.5pt; line-height: 16pt; margin: 0 }}
.state {{ text-align: center; color: #c00; font-size: 18pt; margin: 0 0 12pt }}
"""
