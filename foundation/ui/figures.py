"""The figure of a figures strip."""

from dataclasses import dataclass
from decimal import Decimal

from foundation.common.text.number_format import Change, plain, year_on_year


@dataclass(frozen=True)
class Figure:
    """A label, a number that links to the rows that make it, its unit, and last year's number beside it.

    ``value`` None is unknown (“—”); ``base`` is the same period of last year and ``base_url`` its rows, with
    ``has_base`` False when the figure is not compared; ``note`` replaces the comparison; ``is_bad`` draws the number
    red (overdue), ``is_marked`` the tile on a yellow ground (较大 non-production, never in one total with the others).
    """

    label: str
    value: int | Decimal | None
    unit: str = ""
    url: str = ""
    base: int | Decimal | None = None
    has_base: bool = False
    note: str = ""
    lower_is_better: bool = True
    is_bad: bool = False
    is_marked: bool = False
    base_url: str = ""

    @property
    def text(self) -> str:
        return plain(self.value)

    @property
    def change(self) -> Change | None:
        if not self.has_base:
            return None
        return year_on_year(self.value, self.base, unit=self.unit, lower_is_better=self.lower_is_better)

    @property
    def base_text(self) -> str:
        """Last year's number; empty when there was none and the change says so itself."""
        return f"去年 {plain(self.base)}" if self.base else ""
