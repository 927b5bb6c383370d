"""Load a city's divisions, units and sectors from the files of its folder (see fixtures/yiyang/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.common.reference_loading import LoadCount, load_rows
from foundation.organizations.models import Division, Organization, Sector
from foundation.organizations.pinyin import initials, name_key

Kind = Organization.Kind
SUPERVISING_KINDS = frozenset({Kind.COUNTY_DEPARTMENT, Kind.COUNTY_BUREAU, Kind.CITY_DEPARTMENT})
_LEVEL_ORDER = ("city", "county", "township", "village")
_KIND_ORDER = {kind: position * 10 for position, kind in enumerate(Kind.values, start=1)}


@transaction.atomic
def load(folder: Path) -> dict[str, LoadCount]:
    """Load divisions, organizations and sectors. Loading again changes nothing. Runs as the system.

    Rows that people have changed since are kept and counted. Returns the counts by Chinese title.
    """
    return {
        "行政区划": _load_divisions(folder),
        "机构": _load_organizations(folder),
        "行业领域": _load_sectors(folder),
    }


def _load_divisions(folder: Path) -> LoadCount:
    marks = {row["code"]: row for row in _read(folder / "county_marks.csv")}
    rows = list(_read(folder / "divisions.csv"))
    keys = _pinyin(rows, dict(Division.objects.values_list("code", "name")))
    total = LoadCount()
    for level in _LEVEL_ORDER:
        total += load_rows(
            Division,
            [
                {
                    "code": row["code"],
                    "name": row["name"],
                    "short_name": marks[row["code"]]["short_name"] if row["code"] in marks else row["name"],
                    "map_name": marks[row["code"]]["map_name"] if row["code"] in marks else "",
                    "level": level,
                    "kind": row["kind"],
                    "parent_id": row["parent_code"] or None,
                    **keys.get(row["code"], {}),
                    **_point(marks.get(row["code"])),
                }
                for row in rows
                if row["level"] == level
            ],
            key="code",
        )
    return total


def _point(mark: Mapping[str, str] | None) -> dict[str, Any]:
    return {name: Decimal(mark[name]) for name in ("longitude", "latitude")} if mark and mark["longitude"] else {}


def _load_organizations(folder: Path) -> LoadCount:
    rows = list(_read(folder / "organizations.csv"))
    known = dict(Organization.objects.values_list("code", "name"))
    keys = _pinyin(rows, known)
    count = load_rows(
        Organization,
        [
            {
                "code": row["code"],
                "name": row["name"],
                "short_name": row["short_name"],
                "kind": row["kind"],
                "division_id": row["division"],
                "function": row["function"],
                "is_supervising": row["kind"] in SUPERVISING_KINDS,
                "needs_confirmation": row["needs_confirmation"] == "1",
                "basis": row["basis"],
                "order": _KIND_ORDER[row["kind"]],
                **keys.get(row["code"], {}),
            }
            for row in rows
        ],
        key="code",
    )
    _link_new_organizations(rows, known)
    return count


def _link_new_organizations(rows: Iterable[Mapping[str, str]], known: Mapping[str, str]) -> None:
    """Set the links between units, which is possible only after all of them exist."""
    ids = dict(Organization.objects.values_list("code", "pk"))
    links = {
        row["code"]: (ids.get(row["parent"]), ids.get(row["received_by"])) for row in rows if row["code"] not in known
    }
    units = list(Organization.objects.filter(code__in=links))
    for unit in units:
        unit.parent_id, unit.received_by_id = links[unit.code]
    Organization.objects.bulk_update(units, ["parent", "received_by"], batch_size=1000)


def _load_sectors(folder: Path) -> LoadCount:
    return load_rows(
        Sector,
        [
            {
                "code": row["code"],
                "name": row["name"],
                "event_word": row["event_word"],
                "order": int(row["order"]),
                "department_function": row["function"],
                "is_road_traffic": row["is_road_traffic"] == "1",
                "is_fire": row["is_fire"] == "1",
                "needs_confirmation": row["needs_confirmation"] == "1",
            }
            for row in _read(folder / "sectors.csv")
        ],
        key="code",
    )


def _pinyin(rows: Iterable[Mapping[str, str]], stored: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the keys of new names. Stored names need no dictionary, and corrected keys are kept."""
    return {
        row["code"]: {"name_key": name_key(row["name"]), "initials": initials(row["name"])}
        for row in rows
        if row["code"] not in stored
    }


def _read(path: Path) -> Iterator[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)
