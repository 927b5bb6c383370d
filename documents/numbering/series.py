"""Services of number series and document kinds: who issues what, under which mark and code."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from documents.actions import KIND_ACTIONS, SERIES_ACTIONS
from documents.models import (
    Document,
    DocumentKind,
    NumberCounter,
    NumberSeries,
)
from foundation.accounts.models import User
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization


@transaction.atomic
def change_series(
    *,
    user: User,
    series: NumberSeries,
    agency_code: str,
    issuer: Organization,
    issuer_mark: str,
    form: str,
    basis: str,
    needs_confirmation: bool = False,
) -> NumberSeries:
    """Change or confirm a series. Issued documents keep what was printed; drafts follow.

    Raises ``DomainError`` with the field. Within a year, a 机关代字 that already has a number of that year cannot
    change, nor can issuer and form: the year's numbers would no longer belong together.
    """
    action = SERIES_ACTIONS["edit"]
    require(user, action.permission)
    series = lock_row(NumberSeries.objects.select_related("issuer"), series.pk)
    after = {
        "agency_code": agency_code.strip(),
        "issuer": issuer,
        "issuer_mark": issuer_mark.strip(),
        "form": form,
        "basis": basis.strip(),
        "needs_confirmation": needs_confirmation,
    }
    before = {name: getattr(series, name) for name in after}
    _refuse_within_the_year(series, before, after)
    for name, value in after.items():
        setattr(series, name, value)
    if before["agency_code"] == series.name:  # the fixtures identify a series by its 机关代字
        series.name = series.agency_code
    _check(series)
    series.save()
    _note(user, action, series, f"核对文号序列“{series.name}”", before, after)
    return series


@transaction.atomic
def change_kind(
    *,
    user: User,
    kind: DocumentKind,
    label: str,
    series: NumberSeries,
    basis: str,
    main_recipients: str = "",
    copies_to: str = "",
    needs_confirmation: bool = False,
) -> DocumentKind:
    """Change or confirm the series of a kind, and the recipient of an upward one.

    Existing drafts keep what they have. Raises ``DomainError`` with the field; ``main_recipients`` of an upward kind
    names one organ (党政机关公文处理工作条例 第十五条).
    """
    action = KIND_ACTIONS["edit"]
    require(user, action.permission)
    kind = lock_row(DocumentKind.objects.select_related("series"), kind.pk)
    after = {
        "label": label.strip(),
        "series": series,
        "main_recipients": main_recipients.strip(),
        "copies_to": copies_to.strip(),
        "basis": basis.strip(),
        "needs_confirmation": needs_confirmation,
    }
    if kind.is_upward:
        _require_one_superior(main_recipients.strip())
    before = {name: getattr(kind, name) for name in after}
    for name, value in after.items():
        setattr(kind, name, value)
    _check(kind)
    kind.save()
    _note(user, action, kind, f"核对文种“{kind.label}”", before, after)
    return kind


def _require_one_superior(main_recipients: str) -> None:
    if not main_recipients:
        message = "上行文要写主送机关。"
    elif any(mark in main_recipients for mark in "、，,；;"):
        message = "上行文原则上主送一个上级机关，同时需要知道的上级机关写在抄送。"
    else:
        return
    raise DomainError(ErrorCode.INVALID, message, {"main_recipients": message})


def numbers_this_year(series: NumberSeries) -> int:
    """Return how many numbers the series has given this year."""
    taken = NumberCounter.objects.filter(series=series, year=clock.today().year).values_list("last", flat=True).first()
    return taken or 0


def _refuse_within_the_year(series: NumberSeries, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Refuse the change if the series has numbers this year. Locks the counter, so that none is taken meanwhile."""
    labels = {"agency_code": "机关代字", "issuer": "发文机关", "form": "格式", "issuer_mark": "发文机关标志"}
    changed = {name: label for name, label in labels.items() if before[name] != after[name]}
    if not changed:
        return
    _refuse_while_signed(series, changed)
    changed.pop("issuer_mark", None)  # a numbered document keeps the mark it was printed with
    year = clock.today().year
    counter = NumberCounter.objects.select_for_update().filter(series=series, year=year).first()
    if changed and counter is not None and counter.last:
        fields = {
            name: f"{year}年已取到{series.agency_code}〔{year}〕{counter.last}号，{label}年内不能改，"
            "请在明年取第一个号之前改，或另设序列。"
            for name, label in changed.items()
        }
        raise DomainError(ErrorCode.NUMBERS_TAKEN, next(iter(fields.values())), fields)


def _refuse_while_signed(series: NumberSeries, changed: dict[str, str]) -> None:
    """Refuse the change while signed documents are unissued: they are printed as the leader saw them."""
    signed = Document.objects.filter(series=series, status=Document.Status.SIGNED).count()
    if signed:
        fields = {
            name: f"有{signed}件公文已签发、还没有印发，请先印发或退回，再改{label}。"
            for name, label in changed.items()
        }
        raise DomainError(ErrorCode.SIGNED, next(iter(fields.values())), fields)


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        fields = {name: "".join(words) for name, words in error.message_dict.items()}
        raise DomainError(ErrorCode.INVALID, "请按提示修改。", fields) from error


def _note(user: User, action: Action, row: Any, message: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    changed = {name: (str(before[name]), str(after[name])) for name in after if before[name] != after[name]}
    words = "；".join(
        f"{row._meta.get_field(name).verbose_name}由“{old}”改为“{new}”"
        for name, (old, new) in changed.items()
        if name != "needs_confirmation"
    )
    record(
        user=user,
        act=action.event_code,
        obj=row,
        message=f"{message}{'：' + words if words else ''}。",
        data={
            "before": {name: old for name, (old, _) in changed.items()},
            "after": {n: v for n, (_, v) in changed.items()},
        },
    )
