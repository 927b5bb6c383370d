"""What the selects of the register offer to one person: the places, sectors, types and departments of a county."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from accidents.classification import types_on
from foundation.accounts.models import User
from foundation.organizations.models import Division, Organization, Sector
from foundation.organizations.pinyin import initials

NO_DEPARTMENT = "none"


@dataclass(frozen=True)
class Option:
    """One option: its value and words, its pinyin initials, and the value of the parent field it belongs under."""

    value: str
    label: str
    initials: str = ""
    under: str = ""
    parent_field: str = ""


class Choices:
    """The options for ``user`` writing about ``county`` (a code; the user's own when empty) on a day.

    A county's people choose among its townships, a township's people have theirs, the city's may move an accident to
    another county.
    """

    def __init__(self, user: User, *, on: dt.date, county: str = "") -> None:
        own = user.organization.division_id
        self.own = own
        self.may_choose_county = len(own) < 6
        self.county = county or (own[:6] if len(own) >= 6 else "")
        self.day = on

    @property
    def has_one_township(self) -> bool:
        return len(self.own) >= 9

    @cached_property
    def _places(self) -> QuerySet[Division]:
        return Division.objects.filter(Q(valid_to=None) | Q(valid_to__gte=self.day)).order_by("code")

    def counties(self) -> list[Option]:
        return [Option(place.code, place.name, place.initials) for place in self._places.filter(level="county")]

    def townships(self) -> list[Option]:
        """Those of the county; for the city all, narrowed by the county field."""
        prefix = self.own[:9] if self.has_one_township else "" if self.may_choose_county else self.county
        parent = "county" if self.may_choose_county else ""
        return [
            Option(place.code, place.name, place.initials, place.parent_id or "", parent)
            for place in self._places.filter(level="township", code__startswith=prefix)
        ]

    def villages(self) -> list[Option]:
        """Those of the county, narrowed by the township field."""
        if not self.county:
            return []
        prefix = self.own[:9] if self.has_one_township else self.county
        return [
            Option(place.code, place.name, place.initials, place.parent_id or "", "township")
            for place in self._places.filter(level="village", code__startswith=prefix)
        ]

    def sectors(self) -> list[Option]:
        return [
            Option(sector.code, sector.name, initials(sector.name)) for sector in Sector.objects.filter(is_active=True)
        ]

    def accident_types(self) -> list[Option]:
        """The types of the edition in force on the day."""
        return [Option(kind.code, kind.name, initials(kind.name)) for kind in types_on(self.day).order_by("order")]

    def departments(self) -> list[Option]:
        """The county's departments, its emergency bureau among them, then 无主管部门."""
        units = Organization.objects.filter(is_supervising=True, is_active=True)
        if not self.may_choose_county:
            units = units.filter(division_id=self.county)
        parent = "county" if self.may_choose_county else ""
        options = [
            Option(unit.code, unit.short_name, unit.initials, unit.division_id, parent)
            for unit in units.order_by("division_id", "order", "name_key")
        ]
        return [*options, Option(NO_DEPARTMENT, "无主管部门", "wzgbm", "", parent)]
