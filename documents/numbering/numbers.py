"""Document numbers: format, allocation without gaps, and the series they belong to."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from django.db import IntegrityError, transaction

from documents.models import DocumentKind, NumberCounter, NumberSeries
from documents.typesetting.content.blocks import NUMBER_PLACEHOLDER
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.reference_loading import LoadCount, load_rows
from foundation.organizations.models import Organization


def format_number(agency_code: str, year: int, number: int | None) -> str:
    """Format as 益应急发〔2021〕5号; with ``None`` as the placeholder used until issue.

    Hexagonal brackets, the whole year, no leading zero and no 第 (GB/T 9704-2012, 7.2.5).
    """
    if number is not None and number < 1:
        raise ValueError("document numbers begin with 1")
    return f"{agency_code}〔{year}〕{NUMBER_PLACEHOLDER if number is None else number}号"


def take_number(series: NumberSeries, year: int) -> int:
    """Take the next number of a series in a year. Call inside the transaction that issues the document.

    The counter row stays locked until that transaction ends: a rollback returns the number, and nobody has taken the
    next one meanwhile. A sequence would leave a gap there.
    """
    counter = _locked_counter(series, year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _locked_counter(series: NumberSeries, year: int) -> NumberCounter:
    counters = NumberCounter.objects.select_for_update()
    counter = counters.filter(series=series, year=year).first()
    if counter is None:
        try:
            with transaction.atomic():
                NumberCounter.objects.create(series=series, year=year)
        except IntegrityError:
            pass  # another document of this year was first; its row exists now
        counter = counters.get(series=series, year=year)
    return counter


@transaction.atomic
def load_series(path: Path) -> LoadCount:
    """Load the series of document numbers (``fixtures/yiyang/number_series.json``). Runs as the system; repeatable.

    Each entry: code, name, agency_code, issuer (organization code), issuer_mark, form, needs_confirmation, basis.
    """
    entries = json.loads(path.read_text(encoding="utf-8"))
    issuers = dict(
        Organization.objects.filter(code__in=[entry["issuer"] for entry in entries]).values_list("code", "pk")
    )
    rows = [
        {name: value for name, value in entry.items() if name != "issuer"} | {"issuer_id": issuers[entry["issuer"]]}
        for entry in entries
    ]
    return load_rows(NumberSeries, rows, key="code")


@transaction.atomic
def load_kinds(path: Path) -> LoadCount:
    """Load the kinds of document (``fixtures/yiyang/document_kinds.csv``), after the series.

    Runs as the system; repeatable. Columns: code, label, series, is_upward, is_free, main_recipients, copies_to, order,
    needs_confirmation, basis; yes or no for booleans.
    """
    with open(path, encoding="utf-8", newline="") as source:
        rows = [
            {
                "code": line["code"],
                "label": line["label"],
                "main_recipients": line["main_recipients"],
                "copies_to": line["copies_to"],
                "series_id": line["series"],
                "order": int(line["order"]),
                "basis": line["basis"],
            }
            | {name: line[name] == "yes" for name in ("is_upward", "is_free", "needs_confirmation")}
            for line in csv.DictReader(source)
        ]
    return load_rows(DocumentKind, rows, key="code")


def kind_of(code: str) -> DocumentKind:
    """Return the kind with its series and issuer, which are data of the bureau.

    Raises ``DomainError("no_series")`` when the kind is not set up.
    """
    kind = DocumentKind.objects.filter(pk=code).select_related("series__issuer").first()
    if kind is None:
        raise DomainError(ErrorCode.NO_SERIES, "这一文种还没有登记用哪个发文代字，请系统管理员先装载文种和文号序列。")
    return kind
