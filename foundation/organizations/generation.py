"""Generate a first table of a city's organizations from its divisions, by the usual rules of naming.

Used once when a city is set up (``manage.py draft_organizations``): the table is checked in as
``organizations.csv``, reviewed by people, and from then on corrected there or on the pages of units. Every name that
follows a rule of thumb instead of a source carries ``needs_confirmation`` and is shown as 待市局确认.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from foundation.organizations.models import Division

BY_CUSTOM = "按机关名称通例拟，待市局确认"
BY_STATUTE = "地方各级人民代表大会和地方各级人民政府组织法"


@dataclass(frozen=True)
class DraftUnit:
    """One row of organizations.csv. ``received_by`` is the unit that receives documents for one without an account."""

    code: str
    name: str
    short_name: str
    kind: str
    division: str
    parent: str = ""
    function: str = ""
    received_by: str = ""
    needs_confirmation: bool = True
    basis: str = BY_CUSTOM


COLUMNS = tuple(field.name for field in fields(DraftUnit))


@dataclass(frozen=True)
class UnitNames:
    """How units of a city are named (``unit_names.json`` of its folder); ``{}`` stands for the place.

    ``departments``: by function, the name after that of the county, and the short name; departments that a district
    shares with the city have a name ``in_district``, written with ``district_stems`` (资阳 without 区).
    ``bureau_units``: name and kind by the end of the code. ``area_committees``: legal and everyday name of the
    管理委员会 of areas at county level, ``area_units``: units of townships that are no 镇, 乡 or 街道; both by division
    code. ``bases``: the documents in which names are found, by kind of unit.
    """

    departments: Mapping[str, Mapping[str, str]]
    district_stems: Mapping[str, str]
    bureau_units: Mapping[str, Mapping[str, str]]
    area_committees: Mapping[str, Mapping[str, str]]
    area_units: Mapping[str, str]
    bases: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> UnitNames:
        """Read the data file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def draft_organizations(divisions: Iterable[Mapping[str, str]], unit_names: UnitNames) -> Iterator[DraftUnit]:
    """Return the rows for a city, its counties and townships, parents before children.

    ``divisions`` are rows of divisions.csv (code, name, level, kind, parent_code), in any order.
    """
    rows = sorted(divisions, key=lambda row: row["code"])
    names = {row["code"]: row["name"] for row in rows}
    for row in rows:
        if row["level"] == "city":
            yield from _city(row, unit_names)
        elif row["level"] == "county":
            yield from _county(row, unit_names)
        elif row["level"] == "township":
            yield _township(row, names[row["parent_code"]], unit_names)


def _city(row: Mapping[str, str], unit_names: UnitNames) -> Iterator[DraftUnit]:
    code, name = row["code"], row["name"]
    bureau = f"{code}-emergency"
    yield DraftUnit(bureau, f"{name}应急管理局", "市应急管理局", "city_bureau", code, function="emergency",
                needs_confirmation=False, basis=unit_names.bases["city_bureau"])  # fmt: skip
    yield DraftUnit(f"{code}-safety-committee", f"{name}安全生产委员会", "市安委会", "safety_committee", code,
                received_by=bureau, needs_confirmation=False,
                basis=unit_names.bases["safety_committee"])  # fmt: skip
    yield DraftUnit(f"{code}-safety-committee-office", f"{name}安全生产委员会办公室", "市安委办", "committee_office",
                code, f"{code}-safety-committee", received_by=bureau,
                basis="设在市应急管理局，依通例，待市局确认")  # fmt: skip
    for suffix, named in unit_names.bureau_units.items():
        unit, kind = named["name"], named["kind"]
        full = unit if kind == "bureau_unit" else f"{name}应急管理局{unit}"
        yield DraftUnit(f"{bureau}-{suffix}", full, unit.removeprefix(name), kind, code, bureau,
                    basis="科室和二级机构名称未见公开文件，待市局确认")  # fmt: skip


def _county(row: Mapping[str, str], unit_names: UnitNames) -> Iterator[DraftUnit]:
    code, name, kind = row["code"], row["name"], row["kind"]
    managed = kind == Division.MANAGED_AREA_KIND
    government, short = f"{name}人民政府", f"{name}政府"
    if managed:
        government, short = (unit_names.area_committees[code][key] for key in ("name", "short_name"))
    bureau = f"{code}-emergency"
    yield DraftUnit(code, government, short, "county_government", code, received_by=bureau,
                needs_confirmation=managed, basis=BY_CUSTOM if managed else BY_STATUTE)  # fmt: skip
    yield DraftUnit(bureau, f"{name}应急管理局", f"{name}应急管理局", "county_bureau", code, code, "emergency",
                needs_confirmation=managed,
                basis=BY_CUSTOM if managed else unit_names.bases["county_bureau"])  # fmt: skip
    stem = unit_names.district_stems.get(code, "")
    for function, forms in unit_names.departments.items():
        is_shared = bool(stem) and "in_district" in forms
        legal = forms["in_district"].format(stem) if is_shared else forms["name"].format(name)
        yield DraftUnit(f"{code}-{function.replace('_', '-')}", legal, forms["short_name"].format(name),
                    "county_department", code, code, function)  # fmt: skip


def _township(row: Mapping[str, str], county: str, unit_names: UnitNames) -> DraftUnit:
    code, name = row["code"], row["name"]
    if row["kind"] == "街道":
        unit, sourced = f"{name}办事处", True
    elif row["kind"] in ("镇", "乡"):
        unit, sourced = f"{name}人民政府", True
    else:
        unit, sourced = unit_names.area_units[code], False
    return DraftUnit(code, f"{county}{unit}", name, "township_government", code, row["parent_code"],
                 needs_confirmation=not sourced, basis=BY_STATUTE if sourced else BY_CUSTOM)  # fmt: skip


def as_row(draft: DraftUnit) -> list[str]:
    """Return the draft as cells in the order of ``COLUMNS``; booleans as ``1`` or ``0``."""
    return [str(int(value)) if isinstance(value, bool) else value for value in astuple(draft)]
