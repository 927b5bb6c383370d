"""The query of the leader page, read from a URL: which period, as known when. Pure except for the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from assessment.periods import Period, whole_year, year_of, year_until
from foundation.common import clock
from foundation.common.as_of import parse_as_of
from foundation.common.errors import DomainError, ErrorCode

SORTS = ("accidents", "deaths", "loss")
EARLIEST_YEAR = 1990


@dataclass(frozen=True)
class LeaderQuery:
    """A period of a calendar or appraisal year, as recorded by ``as_of`` (None: as now), and the order of counties."""

    period: Period
    as_of: dt.datetime | None
    as_of_text: str
    sort: str
    asked_year: int | None

    @property
    def until(self) -> dt.date:
        """Return the day that 数据截至 shows."""
        return clock.local(self.as_of).date() if self.as_of else min(clock.today(), self.whole.end)

    @property
    def whole(self) -> Period:
        return whole_year(self.period.year, is_appraisal=self.period.is_appraisal)

    @property
    def is_over(self) -> bool:
        """Return whether the whole year had passed at the queried moment, so that its result is final."""
        following = self.whole.end + dt.timedelta(days=1)
        moment = self.as_of + dt.timedelta(microseconds=1) if self.as_of else clock.now()
        return moment >= clock.start_of_day(following)

    def accident_list(self, **filters: str | None) -> str:
        """Return the URL of the list of exactly the accidents that a figure of this query counts."""
        return self._list(self.period, filters)

    def base_list(self, **filters: str | None) -> str:
        """Return the same for last year's figure."""
        return self._list(self.period.base, filters)

    def _list(self, period: Period, filters: Mapping[str, str | None]) -> str:
        wanted = urlencode([(name, value) for name, value in filters.items() if value])
        days = f"{self._list_path}?from={period.start}&to={period.end}&status=counted"
        return "&".join(part for part in (days, wanted, self._list_moment) if part)

    @cached_property
    def _list_path(self) -> str:
        """Looked up once: the page of a province names five hundred lists."""
        return reverse("accidents:list")

    @cached_property
    def _list_moment(self) -> str:
        return urlencode({"as_of": self.as_of.isoformat()}) if self.as_of else ""

    def page(self, **changes: str | int | None) -> str:
        """Return the URL of this page with other parameters; None removes one."""
        return _address(reverse("assessment:leader"), self._parameters() | changes)

    def table(self, name: str) -> str:
        """Return the URL of one of the page's tables as CSV."""
        return _address(reverse("assessment:table", args=[name]), self._parameters())

    def _parameters(self) -> dict[str, str | int | None]:
        return {
            "year": self.asked_year,
            "as_of": self.as_of_text,
            "period": "appraisal" if self.period.is_appraisal else None,
            "sort": self.sort if self.sort != SORTS[0] else None,
        }


def _address(path: str, parameters: Mapping[str, str | int | None]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path


def read_question(parameters: Mapping[str, str]) -> LeaderQuery:
    """Read ``year``, ``as_of``, ``period`` and ``sort``. Raises ``DomainError`` naming what is wrong.

    The default year is that of ``as_of`` (or today); the period ends on that day at the latest.
    """
    text = parameters.get("as_of", "").strip()
    as_of = parse_as_of(text)
    if as_of is not None and as_of > clock.now() + dt.timedelta(days=1):
        message = f"数据截至不能晚于今天（{clock.today()}）。"
        raise DomainError(ErrorCode.FUTURE, message, {"as_of": message})
    if as_of is not None and clock.local(as_of).date() >= clock.today():
        as_of, text = None, ""
    is_appraisal = parameters.get("period") == "appraisal"
    last = clock.local(as_of).date() if as_of else clock.today()
    asked = _year(parameters.get("year", "").strip())
    year = asked or year_of(last, is_appraisal=is_appraisal)
    sort = parameters.get("sort", "")
    return LeaderQuery(
        period=year_until(year, last, is_appraisal=is_appraisal),
        as_of=as_of,
        as_of_text=text,
        sort=sort if sort in SORTS else SORTS[0],
        asked_year=asked,
    )


def _year(text: str) -> int | None:
    if not text:
        return None
    latest = clock.today().year + 1
    if not text.isdecimal() or not EARLIEST_YEAR <= int(text) <= latest:
        message = f"年份写成了“{text[:10]}”，应在 {EARLIEST_YEAR} 到 {latest} 之间。"
        raise DomainError(ErrorCode.BAD_YEAR, message, {"year": message})
    return int(text)
