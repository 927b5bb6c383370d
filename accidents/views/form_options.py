"""What the selects of the register offer to one person: the places, sectors, types and departments of a county."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from accidents.classification import types_on
from foundation.accounts.models import User
from foundation.organizations.models import Division, Organization, Sector

NO_DEPARTMENT = "none"


@dataclass(frozen=True)
class Option:
    """One option: its value and words; of one that is searched the pinyin initials; the value of the parent field that
    it belongs under."""

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

    @property
    def _places(self) -> QuerySet[Division, tuple[str, str, str, str | None]]:
        """Divisions in force on the day, as ``Option`` wants them and the code of their parent."""
        in_force = Division.objects.filter(Q(valid_to=None) | Q(valid_to__gte=self.day)).order_by("code")
        return in_force.values_list("code", "name", "initials", "parent_id")

    @cached_property
    def counties(self) -> list[Option]:
        places = self._places.filter(level="county")
        return [Option(code, name, initials) for code, name, initials, _ in places]

    @cached_property
    def townships(self) -> list[Option]:
        """Those of the county; for the city all, narrowed by the county field."""
        prefix = self.own[:9] if self.has_one_township else "" if self.may_choose_county else self.county
        parent = "county" if self.may_choose_county else ""
        places = self._places.filter(level="township", code__startswith=prefix)
        return [Option(code, name, initials, under or "", parent) for code, name, initials, under in places]

    @cached_property
    def villages(self) -> list[Option]:
        """Those of the county, narrowed by the township field."""
        if not self.county:
            return []
        prefix = self.own[:9] if self.has_one_township else self.county
        places = self._places.filter(level="village", code__startswith=prefix)
        return [Option(code, name, initials, under or "", "township") for code, name, initials, under in places]

    @cached_property
    def sectors(self) -> list[Option]:
        return [Option(*sector) for sector in Sector.objects.filter(is_active=True).values_list("code", "name")]

    @cached_property
    def accident_types(self) -> list[Option]:
        """The types of the edition in force on the day."""
        return [Option(*kind) for kind in types_on(self.day).order_by("order").values_list("code", "name")]

    @cached_property
    def departments(self) -> list[Option]:
        """The county's departments, its emergency bureau among them, then 无主管部门."""
        units = Organization.objects.filter(is_supervising=True, is_active=True)
        if not self.may_choose_county:
            units = units.filter(division_id=self.county)
        parent = "county" if self.may_choose_county else ""
        listed = units.order_by("division_id", "order", "name_key")
        options = [
            Option(code, name, initials, county, parent)
            for code, name, initials, county in listed.values_list("code", "short_name", "initials", "division_id")
        ]
        return [*options, Option(NO_DEPARTMENT, "无主管部门", "wzgbm", "", parent)]
