"""Build the content of a stored document: create it for a series, read it back, add numbers and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from documents.models import Document, NumberSeries
from documents.numbering.numbers import format_number
from documents.typesetting.content.blocks import Block, ContentError, DocumentContent
from documents.typesetting.content.places import key_of, path_of, words_of
from documents.typesetting.content.reading import content_from_dict
from documents.typesetting.rendering import check
from documents.typesetting.title_breaking import propose_title_lines
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization

# Printed after 签发人： of an upward document until a leader has signed it.
SIGNER_PLACEHOLDER = "待签发"


def compose(
    series: NumberSeries,
    *,
    title: str | tuple[str, ...],
    blocks: Iterable[Block],
    main_recipients: str = "",
    copies_to: str = "",
    note: str = "",
    signer: str = "",
    printed_by: str = "",
) -> DocumentContent:
    """Return the content of a new document of a series, which gives its mark, number placeholder and signature.

    A title in one string is divided into lines by proposal; the officer may change the breaks. ``printed_by`` defaults
    to the issuer's office.
    """
    return DocumentContent(
        form=series.form,
        issuer_mark=series.issuer_mark,
        document_number=format_number(series.agency_code, clock.today().year, None),
        signer=signer,
        title_lines=propose_title_lines(title) if isinstance(title, str) else title,
        main_recipients=main_recipients,
        blocks=tuple(blocks),
        signature=series.issuer.name,
        note=note,
        copies_to=copies_to,
        printed_by=printed_by or default_printer(series),
    )


def default_printer(series: NumberSeries) -> str:
    """印发机关: the office of the issuer, or the issuer itself when it is an office."""
    issuer = series.issuer
    return issuer.name if issuer.kind == Organization.Kind.COMMITTEE_OFFICE else f"{issuer.name}办公室"


def content_of(document: Document) -> DocumentContent:
    """Return what is printed: the stored content with its present mark, number, dates and 签发人."""
    year = document.number_year or (document.dated_on or clock.today()).year
    content = content_from_dict(document.content)
    return replace(
        content,
        signer=_signer(document) if content.signer else "",
        # A numbered document keeps its mark, even if the series changes its own later.
        issuer_mark=content.issuer_mark if document.document_number else document.series.issuer_mark,
        document_number=document.document_number or format_number(document.series.agency_code, year, document.number),
        dated_on=document.dated_on,
        printed_on=document.printed_on,
    )


def _signer(document: Document) -> str:
    """Return 签发人 of an upward document: the person who signs it, known from the signature on."""
    return document.signed_by.name if document.signed_by else SIGNER_PLACEHOLDER


def store_content(document: Document, content: DocumentContent) -> None:
    """Validate content and put it on the row, which is not saved.

    Raises ``DomainError("content")`` whose ``fields`` map the key of each place (``blocks.2``) to its message.
    """
    content = replace(content, issuer_mark=document.series.issuer_mark, dated_on=None, printed_on=None)
    require_typesettable(content)
    document.content = content.to_dict()
    document.title = content.title
    document.copies_to = content.copies_to


def require_typesettable(content: DocumentContent) -> None:
    """Raise ``DomainError("content")`` unless the content can be typeset."""
    try:
        check(content)
    except ContentError as error:
        raise content_refused(error) from None


def content_refused(error: ContentError) -> DomainError:
    """Return the error for people: one sentence for all problems, one message for each place (``places.key_of``)."""
    fields: dict[str, str] = {}
    for problem in error.problems:
        key = key_of(problem.path)
        fields[key] = fields.get(key, "") + problem.message
    first = error.problems[0]
    rest = f"（另有{len(error.problems) - 1}处）" if len(error.problems) > 1 else ""
    return DomainError(ErrorCode.CONTENT, f"{first}{rest}", fields)


def sentences_of(error: DomainError) -> list[str]:
    """Return what a refusal says, one sentence for each place of the document that it is about."""
    if error.code != ErrorCode.CONTENT:
        return list(error.fields.values()) or [error.message]
    return [f"{words_of(path_of(key))}：{message}" for key, message in error.fields.items()]


def final_content(document: Document, *, number: int, printed_on: dt.date) -> DocumentContent:
    """Return the content with its number and 印发日期, as it will be printed and stored."""
    assert document.dated_on is not None, "a document is issued after it was signed"
    return replace(
        content_of(document),
        document_number=format_number(document.series.agency_code, document.dated_on.year, number),
        printed_on=printed_on,
    )
