"""Check that each number of each series and year exists exactly once; for health and consistency checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from documents.models import Document, NumberCounter, ReservedNumber

Book = tuple[str, int]


@dataclass(frozen=True)
class NumberRow:
    """A number and its holder: a document or a reservation; ``document`` is the user of a used reservation."""

    series: str
    year: int
    number: int
    document: int | None = None
    is_reserved: bool = False

    @property
    def book(self) -> Book:
        return self.series, self.year


def check_numbers(counters: Mapping[Book, int], rows: Iterable[NumberRow]) -> list[str]:
    """Return one Chinese sentence for each violation: every number from 1 to the counter must exist exactly once.

    ``counters`` maps (series, year) to the last number taken. A used reservation counts as its document's number and
    must agree with it. An empty list means that all is well.
    """
    rows = list(rows)
    documents = {row.document: row for row in rows if row.document is not None and not row.is_reserved}
    breaches: list[str] = []
    holders: dict[Book, Counter[int]] = {book: Counter() for book in counters}
    for row in rows:
        if row.is_reserved and row.document is not None:
            own = documents.get(row.document)
            if own is None or (own.book, own.number) != (row.book, row.number):
                breaches.append(f"{_book(row.book)}预留的{row.number}号与所用公文的文号不一致")
        else:
            holders.setdefault(row.book, Counter())[row.number] += 1
    for book, taken in sorted(holders.items()):
        last = counters.get(book, 0)
        missing = [number for number in range(1, last + 1) if not taken[number]]
        doubled = sorted(number for number, times in taken.items() if times > 1)
        beyond = sorted(number for number in taken if not 1 <= number <= last)
        for numbers, words in ((missing, "缺号"), (doubled, "重号"), (beyond, f"超出已取到的{last}号")):
            if numbers:
                breaches.append(f"{_book(book)}{words}：{'、'.join(map(str, numbers[:20]))}")
    return breaches


def number_breaches() -> list[str]:
    """Run ``check_numbers`` on the stored numbers, read in one statement because issuing continues meanwhile."""
    documents = _rows(Document.objects.filter(number__isnull=False), "document", "number_year", "number", "pk")
    reserved = _rows(ReservedNumber.objects.all(), "reserved", "year", "number", "document_id")
    taken = _rows(NumberCounter.objects.all(), "counter", "year", "last", "pk")
    counters: dict[Book, int] = {}
    rows: list[NumberRow] = []
    for what, series, year, number, document in documents.union(reserved, taken, all=True):
        if what == "counter":
            counters[series, year] = number
        else:
            rows.append(NumberRow(series, year, number, document, is_reserved=what == "reserved"))
    return check_numbers(counters, rows)


def _rows(found: QuerySet[Any], what: str, *columns: str) -> QuerySet[Any]:
    return found.annotate(what=Value(what, CharField())).order_by().values_list("what", "series_id", *columns)


def _book(book: Book) -> str:
    return f"序列{book[0]} {book[1]}年"
