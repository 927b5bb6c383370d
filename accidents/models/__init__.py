"""What the register stores."""

from accidents.models.accident import Accident
from accidents.models.code_counter import CodeCounter
from accidents.models.facts import Facts
from accidents.models.revision import AccidentRevision
from accidents.models.tally import AccidentTally
from accidents.models.types import AccidentType
from accidents.rules.vocabulary import COUNTED, Level, Production, Status

__all__ = [
    "COUNTED",
    "Accident",
    "AccidentRevision",
    "AccidentTally",
    "AccidentType",
    "CodeCounter",
    "Facts",
    "Level",
    "Production",
    "Status",
]
