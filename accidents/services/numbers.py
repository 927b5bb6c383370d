"""Accident numbers: county, year of registration, running number without gaps — 430922-2021-0007."""

from __future__ import annotations

import re
import secrets

from accidents.models import Accident, CodeCounter
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Division

_GIVEN = re.compile(r"[\w.·〔〕（）()-]{1,40}")


def take_code(county: Division, year: int) -> str:
    """Take the next number of a county and year; call it inside the registering transaction.

    The counter's row stays locked until that transaction ends, so that a number of one that fails is given again.
    """
    CodeCounter.objects.get_or_create(county=county, year=year)
    counter = CodeCounter.objects.select_for_update().get(county=county, year=year)
    while True:
        counter.last += 1
        code = format_code(county.code, year, counter.last)
        if not Accident.objects.filter(code=code).exists():  # a spreadsheet may have brought this number along
            break
    counter.save(update_fields=["last"])
    return code


def format_code(county_code: str, year: int, number: int) -> str:
    """Padded so that codes of a county and year sort by number, code point by code point, up to 9999 a year."""
    return f"{county_code}-{year}-{number:04d}"


def check_given_code(code: str) -> str:
    """A number from outside, as it is; ``DomainError("invalid_code")`` when it cannot be one or is taken."""
    if not _GIVEN.fullmatch(code):
        message = "事故编号只能用文字、数字、横线和点，最多 40 字。"
        raise DomainError(ErrorCode.INVALID_CODE, message, {"code": message})
    if Accident.objects.filter(code=code).exists():
        message = f"事故编号 {code} 已有事故在用。"
        raise DomainError(ErrorCode.CODE_TAKEN, message, {"code": message})
    return code


def new_draft_code() -> str:
    """A number for a draft that nobody can guess; forms carry it so that sending twice saves once."""
    return f"CG-{secrets.token_hex(8)}"


def is_draft_code(code: str) -> bool:
    """Whether a form's token has the shape that ``new_draft_code`` gives."""
    return re.fullmatch(r"CG-[0-9a-f]{16}", code) is not None
