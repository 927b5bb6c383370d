"""Format numbers as official text does. Pure: values in, text out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
UNKNOWN = "—"

Number = int | Decimal


def plain(value: Number | None, *, places: int | None = None) -> str:
    """Return ``value`` with thousands commas; zero is 0, unknown is “—”, a negative number has the real minus sign.

    ``places`` fixes the decimals; without it trailing zeros are dropped (5847.00 → 5,847; 187.50 → 187.5).
    """
    if value is None:
        return UNKNOWN
    number = Decimal(value)
    if places is not None:
        text = f"{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    else:
        text = f"{number:,f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return _with_minus(text)


def percent(value: Number | None, *, places: int = 1) -> str:
    """Return a share given in per cent, half away from zero: −13.3%; unknown is “—”."""
    return UNKNOWN if value is None else f"{plain(value, places=places)}%"


def change_in_percent(value: Number, base: Number) -> Decimal | None:
    """Return the change against ``base`` in per cent with one decimal, half away from zero; None with a zero base."""
    if not base:
        return None
    change = (Decimal(value) - Decimal(base)) * 100 / Decimal(base)
    return change.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Change:
    """A change against last year: ``arrow`` ▼ ▲ or nothing, the ``words`` after it, and its meaning.

    ``tone`` says whether the change is good, bad or neither.
    """

    arrow: str
    words: str
    tone: str

    def __str__(self) -> str:
        return f"{self.arrow} {self.words}".strip()


def year_on_year(value: Number | None, base: Number | None, *, unit: str = "", lower_is_better: bool = True) -> Change:
    """Compare with the same period of last year.

    Without a base the result is a phrase; a fall to zero is given as a difference, because a percentage says nothing
    there.
    """
    if value is None or base is None:
        return Change("", UNKNOWN, "flat")
    if value == base:
        return Change("", "持平", "flat")
    if not base:
        return Change("", "去年同期无", "bad" if lower_is_better else "good")
    fell = value < base
    if not value:
        words = f"{plain(base)} {unit}".strip()
    else:
        share = change_in_percent(value, base)
        words = percent(abs(share) if share is not None else None)
    return Change("▼" if fell else "▲", words, "good" if fell == lower_is_better else "bad")


def _with_minus(text: str) -> str:
    digits = text.lstrip("-")
    if not text.startswith("-") or not digits.strip("0.,"):
        return digits
    return MINUS + digits
