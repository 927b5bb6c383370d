"""Accidents for tests, made through the services or, where a test needs many, as rows. Needs the fixture ``city``."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from factory.base import Factory

from accidents.facts import AccidentInput
from accidents.models import Accident
from accidents.services import registration
from foundation.common import clock
from foundation.common.clock import SHANGHAI

#: 09:41 on a Tuesday: the moment of the samples.
NOW = dt.datetime(2021, 3, 16, 9, 41, tzinfo=SHANGHAI)


def moment(text: str) -> dt.datetime:
    """An aware moment in Asia/Shanghai from ``2021-03-16T07:50``."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class FactsFactory(Factory[AccidentInput]):
    """What a clerk of 桃江县 writes of a lorry that hit a van in 马迹塘镇."""

    class Meta:
        model = AccidentInput

    county = "430922"
    township = "430922115"
    location = "省道 S225 线 48 公里加 300 米，马迹塘镇加油站东侧"
    occurred_at = moment("2021-03-16T07:50")
    known_at = moment("2021-03-16T08:25")
    production = "yes"
    sector = "road_transport"
    accident_type = "1986-02"
    supervising_department = "430922-transport"
    enterprise_name = "桃江县资水物流有限公司"
    deaths = 1
    minor_injuries = 2
    direct_loss = Decimal("120.00")
    summary = "一辆重型货车与对向面包车相撞。"


def facts(**changes: Any) -> AccidentInput:
    return FactsFactory.build(**changes)


def registered(user: Any = None, *, at: dt.datetime = NOW, status: str = "submitted", **changes: Any) -> Accident:
    """A registered accident, recorded at ``at``."""
    with clock.at(at):
        return registration.register(user=user, facts=facts(**changes), status=status)
