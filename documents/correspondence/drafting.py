"""From the text that an app writes to a document, and back to a draft when the text is written again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.content.builder import SIGNER_PLACEHOLDER, compose
from documents.correspondence.text import LetterText
from documents.models import Document, DocumentKind, NumberSeries
from documents.typesetting.content.blocks import DocumentContent
from documents.workflow import drafting
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User


def letter_content(
    series: NumberSeries, text: LetterText, *, copies_to: str, note: str, is_upward: bool = False
) -> DocumentContent:
    """Return the content of a document of ``series`` with this text; ``note`` is its whole 附注.

    ``is_upward`` (上行文) prints 签发人; minutes have no seal.
    """
    content = compose(
        series,
        title=text.title_lines,
        blocks=text.blocks,
        main_recipients=text.main_recipients,
        copies_to=copies_to,
        note=note,
        signer=SIGNER_PLACEHOLDER if is_upward else "",
    )
    has_seal = series.form != NumberSeries.Form.MINUTES
    return replace(content, attendance=text.attendance, attachments=text.attachments, has_seal=has_seal)


def draft_document(
    *,
    user: User,
    kind: DocumentKind,
    series: NumberSeries,
    text: LetterText,
    copies_to: str,
    note: str,
    recipients: Sequence[RecipientInput],
) -> Document:
    """Draft a document of ``kind`` with this text. Raises what ``documents.workflow.drafting`` raises."""
    return drafting.create_document(
        user=user,
        kind=kind.code,
        kind_label=kind.label,
        series=series,
        content=letter_content(series, text, copies_to=copies_to, note=note, is_upward=kind.is_upward),
        recipients=recipients,
    )


def rewrite_document(
    *,
    user: User,
    document: Document,
    text: LetterText,
    note: str,
    recipients: Sequence[RecipientInput],
    is_upward: bool = False,
    version: int | None = None,
) -> Document:
    """Replace the text and the units of a draft; 抄送 stays. What was written by hand stays in the earlier versions.

    ``version`` is the document's as the user saw it.
    """
    content = letter_content(document.series, text, copies_to=document.copies_to, note=note, is_upward=is_upward)
    document = drafting.save_content(user=user, document=document, content=content, version=version)
    return drafting.set_recipients(user=user, document=document, recipients=recipients)
