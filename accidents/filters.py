"""The filters of the list and of the API: the same names, for accidents now and for revisions as of a moment."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from accidents.models import COUNTED, Level, Production, Status
from accidents.rules.vocabulary import LARGER_AND_GRAVER, LARGER_AND_GRAVER_TEXT
from accidents.selectors import dated_within
from accidents.totals import Narrowing
from foundation.common.search import matching
from foundation.organizations.models import Division, Sector
from foundation.ui.filters import (
    BaseFilterSet,
    DayFilter,
    FilterForm,
    LineFilter,
)

YEARS = (1990, 2100)
#: A status and a level of the filters that stand for several: what every figure counts, and 较大 and graver.
COUNTED_ONES, LARGER_AND_UP = "counted", "larger_and_up"
#: Not a status: the person's own drafts that were deleted and can still be restored.
DELETED = "deleted"


def _county_choices(prefix: str = "") -> list[tuple[str, str]]:
    counties = Division.objects.filter(level=Division.Level.COUNTY, code__startswith=prefix)
    return list(counties.values_list("code", "name"))


def _sector_choices() -> list[tuple[str, str]]:
    return list(Sector.objects.values_list("code", "name"))


class AccidentFilters(BaseFilterSet):
    """County, place, year, days, production, level, sector, status, words."""

    q = LineFilter(label="名称、地点、单位", method="by_words")
    county = django_filters.ChoiceFilter(
        label="区县（市）", choices=_county_choices, field_name="county_id", empty_label="全部"
    )
    township = LineFilter(label="乡镇（街道）代码", method="by_township")
    year = django_filters.NumberFilter(label="年份", method="by_year", min_value=YEARS[0], max_value=YEARS[1])
    production = django_filters.ChoiceFilter(label="是否生产", choices=Production.choices, empty_label="全部")
    level = django_filters.MultipleChoiceFilter(label="等级", choices=Level.choices)
    sector = django_filters.ChoiceFilter(
        label="行业领域", choices=_sector_choices, field_name="sector_id", empty_label="全部"
    )
    status = django_filters.ChoiceFilter(
        label="状态", choices=[*Status.choices, (COUNTED_ONES, "计入统计")], method="by_status", empty_label="全部"
    )

    class Meta:
        form = FilterForm

    def tally_narrowing(self) -> Narrowing | None:
        """What the filters narrow a list to; None when they ask for what the maintained sums do not hold."""
        asked = self.form.cleaned_data
        if any(asked.get(name) for name in ("q", "township", "sector")):
            return None
        if asked.get("status") in (Status.DRAFT, DELETED):
            return None
        chosen = Q()
        for name, field in (("county", "county"), ("production", "production")):
            if asked.get(name):
                chosen &= Q(**{field: asked[name]})
        if asked.get("level"):
            chosen &= Q(level__in=_levels(asked["level"]))
        if asked.get("status"):
            chosen &= Q(status__in=_statuses(asked["status"]))
        if asked.get("backfill"):
            chosen &= Q(is_backfill=asked["backfill"] == "1")
        year = asked.get("year")
        whole = (dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)) if year else (None, None)
        return Narrowing(chosen).within(*whole).within(asked.get("from"), asked.get("to"))

    def by_status(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(status__in=_statuses(value))

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By name, place and unit, or by the beginning of the number."""
        return matching(rows, value, also=Q(**{f"{_code_lookup(rows)}__startswith": value}))

    def by_township(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(township_id=value)

    def by_year(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        year = int(value)
        return rows.filter(occurred_at__year=year)

    def by_first_day(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(dated_within(value, None))

    def by_last_day(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(dated_within(None, value))


# “from” is a word of Python, so these two cannot be written as the others are.
for _filters in (AccidentFilters.declared_filters, AccidentFilters.base_filters):
    _filters["from"] = DayFilter(label="发生日期从", method="by_first_day")
    _filters["to"] = DayFilter(label="到", method="by_last_day")


class ListFilters(AccidentFilters):
    """The list's filter row: what a person can narrow by. Year, county and township stand there when they are useful or
    when the address asks for them."""

    level = django_filters.ChoiceFilter(
        label="等级",
        choices=[*Level.choices, (LARGER_AND_UP, LARGER_AND_GRAVER_TEXT)],
        method="by_level",
        empty_label="全部",
    )
    township = django_filters.ChoiceFilter(label="乡镇（街道）", field_name="township_id", empty_label="全部")
    backfill = django_filters.ChoiceFilter(
        label="录入", choices=[("1", "补录"), ("0", "按时录入")], method="by_backfill", empty_label="全部"
    )

    class Meta:
        form = FilterForm

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any = None, **options: Any) -> None:
        super().__init__(data, queryset, request=request, **options)
        own = request.user.organization.division_id
        asked = data or {}
        is_of_city = len(own) < 6
        if not is_of_city and not asked.get("county"):
            del self.filters["county"]
        elif is_of_city and not request.user.scope_for("accident.view").everything:
            self.filters["county"].extra["choices"] = _county_choices(own)
        if (is_of_city or len(own) >= 9) and not asked.get("township"):
            del self.filters["township"]
        else:
            places = Division.objects.filter(level=Division.Level.TOWNSHIP, code__startswith=own)
            self.filters["township"].extra["choices"] = list(places.values_list("code", "name"))
        for name in ("year", "backfill"):
            if not asked.get(name):
                del self.filters[name]
        if request.user.may("accident.draft"):
            self.filters["status"].extra["choices"] = [*self.filters["status"].extra["choices"], (DELETED, "已删除")]

    def by_status(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """As in the API; what the list gives for the deleted ones is already only that."""
        return rows if value == DELETED else super().by_status(rows, name, value)

    def by_backfill(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """补录: entered after its month and later than 24 hours; the leader page names their number."""
        return rows.filter(is_backfill=value == "1")

    def by_level(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """One level, or (the leader page's figures) 较大 and graver together."""
        return rows.filter(level__in=_levels(value))


def _statuses(value: str) -> list[str]:
    return list(COUNTED) if value == COUNTED_ONES else [value]


def _levels(value: str | list[str]) -> list[str]:
    """The list asks for one level, the API for several."""
    if isinstance(value, list):
        return value
    return list(LARGER_AND_GRAVER) if value == LARGER_AND_UP else [value]


def _code_lookup(rows: QuerySet[Any]) -> str:
    """The lookup of the number, which is the accident's own and no fact, from an accident or one of its revisions."""
    return "code" if rows.model._meta.model_name == "accident" else "accident__code"
