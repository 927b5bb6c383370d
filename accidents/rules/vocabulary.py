"""Levels, nature and states of accidents: their codes and all Chinese words for them."""

from __future__ import annotations

from foundation.common.vocabulary import LabelledEnum


class Level(LabelledEnum):
    """The level of an accident (State Council Order 493, art. 3), from the mildest to the gravest."""

    ORDINARY = "ordinary", "一般"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"
    EXTRAORDINARY = "extraordinary", "特别重大"

    @property
    def rank(self) -> int:
        """0 for 一般 to 3 for 特别重大."""
        return LEVELS.index(self)


LEVELS = tuple(Level)
#: 较大 and graver.
LARGER_AND_GRAVER = LEVELS[LEVELS.index(Level.LARGER) :]
LARGER_AND_GRAVER_TEXT = f"{Level.LARGER.label}及以上"


class Production(LabelledEnum):
    """Whether an accident is a production accident (是否生产安全事故).

    ``noun`` names an accident of this nature, ``short_label`` is the word beside a level, ``answer`` the word in forms
    and spreadsheets.
    """

    YES = "yes", "生产安全事故", "生产安全事故", "生产", "是"
    NO = "no", "非生产安全事故", "非生产安全事故", "非生产", "否"
    PENDING = "pending", "待认定", "待认定事故", "待认定", "待认定"

    def __init__(self, value: str, label: str = "", noun: str = "", short_label: str = "", answer: str = "") -> None:
        self.noun = noun
        self.short_label = short_label
        self.answer = answer


class Status(LabelledEnum):
    """Where an accident stands; it is registered in all states but ``DRAFT``."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已上报，待核实"
    RETURNED = "returned", "退回待改"
    VERIFIED = "verified", "已核实"
    WRITE_OFF_PENDING = "write_off_pending", "核销审核中"
    WRITTEN_OFF = "written_off", "已核销"
    MERGED = "merged", "已并入"
    WITHDRAWN = "withdrawn", "已撤回"


#: Registered accidents that no rule and no statistic counts (reading 2).
NOT_COUNTED = frozenset({Status.WRITTEN_OFF, Status.MERGED, Status.WITHDRAWN})
#: Accidents that rules and statistics count.
COUNTED = [status for status in Status if status is not Status.DRAFT and status not in NOT_COUNTED]
