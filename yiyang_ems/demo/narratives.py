"""Texts of invented accidents in the style of county clerks. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass

from foundation.common.clock import local
from yiyang_ems.demo.cases import Case
from yiyang_ems.demo.kinds import UNKNOWN


@dataclass(frozen=True)
class Place:
    """Where an accident happened: names of county, township and village."""

    county: str
    township: str
    village: str


def location(case: Case, place: Place, draw: random.Random) -> str:
    """Return the detailed place: 马迹塘镇京华村县道弯道处."""
    spot = draw.choice(case.kind.places)
    return f"{place.township}{spot}" if case.kind is UNKNOWN else f"{place.township}{place.village}{spot}"


def enterprise(case: Case, place: Place) -> str:
    """Return a unit's name that cannot be mistaken for a real one, as bulletins write it: 桃江县某竹木制品厂."""
    return f"{place.county}{case.kind.unit}" if case.kind.unit else ""


def summary(case: Case, place: Place, draw: random.Random) -> str:
    """Describe what happened, in the order of a flash report."""
    story = draw.choice(case.kind.stories)
    if case.kind is UNKNOWN:
        return f"{_moment(case, with_hour=False)}，{place.county}发生较大事故。{story}"
    return f"{_moment(case)}，{place.county}{place.township}{place.village}，{story}{_outcome(case)}"


def _moment(case: Case, *, with_hour: bool = True) -> str:
    at = local(case.occurred_at)
    day = f"{at.year}年{at.month}月{at.day}日"
    return f"{day}{at.hour}时{at.minute}分许" if with_hour else day


def _outcome(case: Case) -> str:
    parts = [
        f"{case.deaths}人死亡" if case.deaths else "",
        f"{case.serious_injuries}人重伤" if case.serious_injuries else "",
        f"{case.minor_injuries}人轻伤" if case.minor_injuries else "",
    ]
    said = "、".join(part for part in parts if part)
    return f"事故造成{said}。" if said else ""
