"""Checks of an issued letter: its row, its stored bytes, and its measured pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.reading import content_from_dict
from tests.documents.gbt9704_checker.measure import faults
from tests.project.portal_runner import Portal

COLUMNS = ("status", "document_number", "content", "pdf", "pdf_sha256", "pdf_pages", "render_attempts", "printed_on")


@dataclass(frozen=True)
class Kept:
    """The row of one document and its stored bytes."""

    row: dict[str, Any]
    data: bytes

    @property
    def content(self) -> DocumentContent:
        return content_from_dict(self.row["content"])

    def faults(self) -> list[str]:
        """Return the deviations from GB/T 9704 and from the stored hashes."""
        found = faults(self.data, self.content)
        if hashlib.sha256(self.data).hexdigest() != self.row["pdf_sha256"]:
            found.append("正本与登记的摘要不符")
        return found


def kept(portal: Portal, document: int) -> Kept:
    values = portal.rows(f"select {', '.join(COLUMNS)} from documents_document where id = {int(document)}")[0]
    row = dict(zip(COLUMNS, values, strict=True))
    path = portal.data_dir / "documents" / row["pdf"]
    return Kept(row, path.read_bytes() if row["pdf"] else b"")


def number_gaps(portal: Portal) -> list[str]:
    """Return series and years whose numbers are not 1, 2, 3 … without a gap, or differ from their counter."""
    rows = portal.rows(
        "select d.series_id, d.number_year, count(*), min(d.number), max(d.number), max(c.last)"
        " from documents_document d left join documents_numbercounter c"
        " on c.series_id = d.series_id and c.year = d.number_year"
        " where d.number is not null group by 1, 2"
    )
    return [
        f"{series} {year}: {first}–{last}, {count} numbers, counter {counter}"
        for series, year, count, first, last, counter in rows
        if not first == 1 <= count == last == counter
    ]
