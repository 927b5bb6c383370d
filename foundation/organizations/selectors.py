"""Read divisions and units."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Division, Organization

Kind = Organization.Kind


def city_bureau() -> Organization:
    """Return the bureau that runs the portal. Raises ``DomainError("no_city")`` before ``load_city``."""
    bureau = Organization.objects.filter(kind=Kind.CITY_BUREAU, is_active=True).first()
    if bureau is None:
        raise DomainError(ErrorCode.NO_CITY, "基础数据还没有装载，请先运行 load_city。")
    return bureau


def county_bureau(county_code: str) -> Organization | None:
    """Return the county's emergency bureau."""
    return _one(Kind.COUNTY_BUREAU, county_code[:6])


def county_government(county_code: str) -> Organization | None:
    """Return the county's government or 管委会."""
    return _one(Kind.COUNTY_GOVERNMENT, county_code[:6])


def township_government(township_code: str) -> Organization | None:
    """Return the township's government, 街道办事处 or 管委会."""
    return _one(Kind.TOWNSHIP_GOVERNMENT, township_code[:9])


def departments_of(county_code: str, function: str | None = None) -> QuerySet[Organization]:
    """Return the units of a county that can be 主管部门, including its emergency bureau (危化、烟花、矿山、工贸)."""
    found = Organization.objects.filter(division_id=county_code[:6], is_supervising=True, is_active=True)
    return found.filter(function=function) if function else found


def matching(rows: QuerySet[Any], text: str, *more_names: str) -> QuerySet[Any]:
    """Return rows that match ``text``; ``rank`` is 0 for a name that begins with it, 1 for initials, 2 otherwise."""
    text = text.strip()
    if not text:
        return rows.annotate(rank=Value(0, IntegerField()))
    begins = Q(name__startswith=text)
    inside = Q(name__contains=text)
    for field in more_names:
        begins |= Q(**{f"{field}__startswith": text})
        inside |= Q(**{f"{field}__contains": text})
    letters = text.lower().replace(" ", "")
    by_initials = Q(initials__startswith=letters)
    spelled = Q(name_key__iregex="^" + " ?".join(letters)) if letters.isalnum() and letters.isascii() else Q(pk__in=())
    rank = Case(When(begins, then=0), When(by_initials, then=1), default=2, output_field=IntegerField())
    return rows.filter(begins | by_initials | inside | spelled | Q(code=text)).annotate(rank=rank)


def _one(kind: str, code: str) -> Organization | None:
    return Organization.objects.filter(kind=kind, division_id=code, is_active=True).first()


def townships_by_initials(initials: str) -> QuerySet[Division, str]:
    """Return the codes of the townships whose pinyin initials begin with ``initials`` (lower case)."""
    townships = Division.objects.filter(level=Division.Level.TOWNSHIP, initials__startswith=initials)
    return townships.values_list("code", flat=True)
