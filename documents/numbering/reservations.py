"""Numbers without a document: reserved for one, used by it at its issue, or voided with a reason."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from documents.actions import RESERVED_NUMBER_ACTIONS
from documents.models import Document, NumberSeries, ReservedNumber
from documents.numbering.numbers import format_number, take_number
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode

RESERVE, VOID = RESERVED_NUMBER_ACTIONS["reserve"], RESERVED_NUMBER_ACTIONS["void_reserved"]


def written(reserved: ReservedNumber) -> str:
    """Return the number as printed: 益应急发〔2021〕5号."""
    return format_number(reserved.series.agency_code, reserved.year, reserved.number)


@transaction.atomic
def reserve(*, user: User, series: NumberSeries, year: int, reason: str) -> ReservedNumber:
    """Take the next number of a series and reserve it for a document that is not ready yet.

    Only this year and last year are open: a document signed in December may be issued in January.
    """
    require(user, RESERVE.permission)
    wrong_year = _year_fault(year)
    try:
        reason = RESERVE.clean_text(reason)
    except DomainError as error:
        error.fields |= wrong_year
        raise
    if wrong_year:
        raise DomainError(ErrorCode.INVALID, wrong_year["year"], wrong_year)
    reserved = ReservedNumber(
        series=series,
        year=year,
        number=take_number(series, year),
        reason=reason,
        reserved_by=user,
        reserved_at=clock.now(),
    )
    reserved.full_clean(validate_unique=False)
    reserved.save()
    _note(user, reserved, RESERVE, f"预留{written(reserved)}：{reserved.reason}")
    return reserved


def _year_fault(year: int) -> dict[str, str]:
    this_year = clock.today().year
    if year in (this_year - 1, this_year):
        return {}
    return {"year": f"只能预留{this_year - 1}年或{this_year}年的文号。"}


@transaction.atomic
def void_reserved(*, user: User, reserved: ReservedNumber, reason: str) -> ReservedNumber:
    """Void a reserved number that no document will use; the number register keeps it with the reason."""
    require(user, VOID.permission)
    reason = VOID.clean_text(reason)
    reserved = _lock(reserved.pk)
    reserved.state = VOID.target
    reserved.void_reason = reason
    reserved.voided_by, reserved.voided_at = user, clock.now()
    reserved.full_clean(validate_unique=False)
    reserved.save()
    _note(user, reserved, VOID, f"{written(reserved)}作废：{reserved.void_reason}")
    return reserved


def reserved_for(document: Document) -> QuerySet[ReservedNumber]:
    """Return the reserved numbers that this document may take: of its series and of the year of its 成文日期."""
    year = (document.dated_on or clock.today()).year
    return ReservedNumber.objects.filter(
        series=document.series_id, year=year, state=ReservedNumber.State.RESERVED
    ).select_related("series")


def take_reserved(reserved: ReservedNumber, *, document: Document, year: int) -> ReservedNumber:
    """Return the reserved row, locked, after checking its series and year against the document's.

    Part of the issuing transaction; ``mark_used`` follows when the document is stored. Raises ``DomainError``.
    """
    locked = _lock(reserved.pk)
    if (locked.series_id, locked.year) != (document.series_id, year):
        message = f"{written(locked)}不能用于这份公文：要用{document.series.agency_code}〔{year}〕的预留文号。"
        raise DomainError(ErrorCode.WRONG_NUMBER, message, {"reserved": message})
    return locked


def mark_used(reserved: ReservedNumber, document: Document) -> None:
    """Mark the number as used by the document."""
    reserved.state, reserved.document = ReservedNumber.State.USED, document
    reserved.full_clean(validate_unique=False)
    reserved.save()


def _lock(pk: int) -> ReservedNumber:
    reserved = (
        ReservedNumber.objects.select_for_update(of=("self",)).select_related("series__issuer").filter(pk=pk).first()
    )
    if reserved is None:
        raise DomainError(ErrorCode.NOT_FOUND, "没有这个预留文号。", {"reserved": "没有这个预留文号。"})
    if reserved.state != ReservedNumber.State.RESERVED:
        message = f"{written(reserved)}{'已经用于公文' if reserved.document_id else '已经作废'}，不能再用。"
        raise DomainError(ErrorCode.WRONG_STATE, message, {"reserved": message})
    return reserved


def _note(user: User | None, reserved: ReservedNumber, action: Action, message: str) -> None:
    record(
        user=user,
        act=action.event_code,
        obj=reserved,
        message=message.rstrip("。") + "。",
        division_code=reserved.series.issuer.division_id,
        data={"document_number": written(reserved)},
    )
