"""Normalize user input before validation. Pure: text in, value out.

Numbers come from keyboards with full-width digits, from spreadsheets with commas, from Word with odd spaces. Input with
one possible meaning is accepted; ambiguous input is refused with a question.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile("[\u0009\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_QUOTE_PAIR = re.compile(r"[\"＂„‟«](?P<inside>[^\"＂„‟“”«»\n]*)[\"＂‟»]")
_DOTS = str.maketrans({"・": "·", "•": "·", "‧": "·", "∙": "·", "⋅": "·"})
_NUMBER_SIGNS = str.maketrans(
    {"，": ",", "。": ".", "．": ".", "−": "-", "–": "-", "—": "-", "﹣": "-", "－": "-", "＋": "+"}
)
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SEPARATED = re.compile(r"\d+(?:[, ]+\d+)+(?:\.\d+)?")
# A year outside these is a typing error, and date arithmetic fails at the ends of the calendar.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
_CHINESE_DIGITS = re.compile("[零〇一二两三四五六七八九十百千]")
_MOMENT = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*[T ]?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?(?:\s*[:]\s*\d{1,2}(?:\.\d+)?)?)?"
)


class Unreadable(ValueError):
    """The text cannot be parsed or is ambiguous; ``message`` is one Chinese sentence saying what to write."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def clean_line(text: str) -> str:
    """Return one line of text: ASCII digits and letters, single spaces, Chinese quotation marks, one kind of 间隔号."""
    return clean_text(text.replace("\r", " ").replace("\n", " "))


def clean_text(text: str) -> str:
    """Return running text normalized like a line, with its line breaks but without empty lines at both ends."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    text = "".join(_half_width(char) for char in text).translate(_DOTS)
    text = _QUOTE_PAIR.sub(r"“\g<inside>”", text)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def _half_width(char: str) -> str:
    """Turn full-width digits and letters into ASCII. Full-width punctuation is correct in Chinese and is kept."""
    if "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
        return chr(ord(char) - 0xFEE0)
    return "" if unicodedata.category(char) == "Cc" and char not in "\n\t" else char


def read_number(text: str, *, name: str, unit: str = "") -> Decimal | None:
    """Return the number in ``text``, None for an empty text.

    Accepts full-width digits, thousands commas or spaces, and the field's own ``unit`` after the number. Raises
    ``Unreadable``, whose message begins with ``name``, for anything else: “1,20” may be 120 or 1,200.
    """
    typed = clean_line(text)
    number = _without_unit(typed.translate(_NUMBER_SIGNS), unit=unit, name=name)
    if not number:
        return None
    sign = "-" if number.startswith("-") else ""
    digits = number.lstrip("+-").strip()
    if _PLAIN.fullmatch(digits):
        return _decimal(sign + digits, name, typed)
    if _GROUPED.fullmatch(digits):
        return _decimal(sign + re.sub("[, ]", "", digits), name, typed)
    if _SEPARATED.fullmatch(digits):
        raise Unreadable(_which_of_two(digits, name))
    if _CHINESE_DIGITS.search(digits):
        raise Unreadable(f"{name}请用数字写，如“{'96.5' if unit == '万元' else '3'}”。")
    raise Unreadable(f"“{typed}”不是数字，请改{name}。")


def read_version(text: str) -> int | None:
    """Return the version a page was loaded with, as its hidden field sends it; ``None`` when it is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def read_count(text: str, *, name: str, unit: str = "") -> int | None:
    """Return a whole number of people or cases, not negative; None for an empty text. Raises ``Unreadable``."""
    number = read_number(text, name=name, unit=unit)
    if number is None:
        return None
    if number < 0:
        raise Unreadable(f"{name}不能小于 0。")
    if number != number.to_integral_value():
        raise Unreadable(f"{name}要写整数。")
    if number > 2_000_000_000:
        raise Unreadable(f"{name}太大，请核对。")
    return int(number)


def read_money(text: str, *, name: str, unit: str = "万元") -> Decimal | None:
    """Return an amount in 万元 with two decimals, below 10¹²; None for an empty text. Raises ``Unreadable``."""
    number = read_number(text, name=name, unit=unit)
    if number is None:
        return None
    if number < 0:
        raise Unreadable(f"{name}不能小于 0。")
    if number >= Decimal(10) ** 12:
        raise Unreadable(f"{name}太大，请核对是否按{unit}填写。")
    rounded = number.quantize(Decimal("0.01"))
    if rounded != number:
        raise Unreadable(f"{name}最多写两位小数。")
    return rounded


def read_moment(text: str, *, name: str) -> dt.datetime | None:
    """Return the naive local moment in ``text``, None for an empty text.

    Accepts 2021-03-16 07:50, 2021/3/16 7:50 and 2021年3月16日7时50分. Raises ``Unreadable`` for a day without a time,
    an impossible day or hour, or other text.
    """
    match, typed = _match_moment(text)
    if match is None:
        if not typed:
            return None
        raise Unreadable(f"{name}请写成“2021-03-16 07:50”或“2021年3月16日7时50分”。")
    if match["hour"] is None:
        raise Unreadable(f"{name}还要写几时几分，如“{_padded_day(match)} 07:50”。")
    try:
        moment = dt.datetime(  # noqa: DTZ001 - the field gives it its zone
            int(match["year"]), int(match["month"]), int(match["day"]), int(match["hour"]), int(match["minute"] or 0)
        )
    except ValueError:
        raise Unreadable(f"没有“{typed}”这个时间，请改{name}。") from None
    _check_year(moment.year, typed, name)
    return moment


def read_day(text: str, *, name: str) -> dt.date | None:
    """Return the day in ``text``, None for an empty text.

    Accepts 2021-03-16, 2021/3/16 and 2021年3月16日. Raises ``Unreadable``.
    """
    match, typed = _match_moment(text)
    if match is None or match["hour"] is not None:
        if not typed:
            return None
        raise Unreadable(f"{name}请写成“2021-03-16”或“2021年3月16日”。")
    try:
        day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise Unreadable(f"没有“{typed}”这一天，请改{name}。") from None
    _check_year(day.year, typed, name)
    return day


def _check_year(year: int, typed: str, name: str) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable(f"“{typed}”的年份不对，请改{name}。")


def _match_moment(text: str) -> tuple[re.Match[str] | None, str]:
    typed = clean_line(text)
    plain = typed.replace("：", ":").replace("－", "-").replace("／", "/").replace("—", "-").replace("–", "-")
    return _MOMENT.fullmatch(plain), typed


def _padded_day(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def _without_unit(text: str, *, unit: str, name: str) -> str:
    if not unit:
        return text
    for ending in {unit, "万"} if unit == "万元" else {unit}:
        if text.endswith(ending):
            return text.removesuffix(ending).strip()
    if unit == "万元" and text.endswith(("元", "亿")):
        raise Unreadable(f"{name}按万元填写，请把“{text}”换算成万元。")
    return text


def _which_of_two(digits: str, name: str) -> str:
    """Return the question about a number whose commas do not separate thousands."""
    whole, _, decimals = digits.partition(".")
    ending = f".{decimals}" if decimals else ""
    groups = [group for group in re.split("[, ]+", whole) if group]
    joined = "".join(groups)
    if len(groups[-1]) < 3:  # zeros omitted after the comma
        other = f"{int(''.join(groups[:-1]) + groups[-1].ljust(3, '0')):,}{ending}"
    else:  # a comma typed instead of a decimal point
        other = f"{int(''.join(groups[:-1]))}.{groups[-1]}"
    return f"{name}写成“{int(joined)}{ending}”还是“{other}”？请改。"


def _decimal(text: str, name: str, typed: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Unreadable(f"“{typed}”不是数字，请改{name}。") from None
