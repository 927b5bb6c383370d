"""What the register stores."""

from accidents.models.accident import Accident
from accidents.models.code_counter import CodeCounter
from accidents.models.facts import COUNTED, LEVEL_ORDER, Facts, Level, Production, Status
from accidents.models.revision import AccidentRevision
from accidents.models.types import AccidentType

__all__ = [
    "COUNTED",
    "LEVEL_ORDER",
    "Accident",
    "AccidentRevision",
    "AccidentType",
    "CodeCounter",
    "Facts",
    "Level",
    "Production",
    "Status",
]
