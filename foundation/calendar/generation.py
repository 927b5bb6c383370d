"""Generate rows of holidays.csv from the chinesecalendar package, which follows the State Council's yearly notices.

Used by ``manage.py draft_holidays`` only. At run time the holiday table is read, so that staff can enter a new year's
notice before a package contains it.
"""

from __future__ import annotations

from collections.abc import Iterator

COLUMNS = ("date", "is_workday", "name", "source")


def draft_holidays(first_year: int, last_year: int) -> Iterator[tuple[str, str, str, str]]:
    """Return the days that differ from Monday–Friday or belong to a holiday: (date, ``1``/``0``, name, source).

    Weekend days inside a holiday are included, so that the table reads like the notice. Years that the package does not
    know give no rows.
    """
    from chinese_calendar import constants

    chinese = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    days = {day: (False, name) for day, name in constants.holidays.items()}
    days |= {day: (True, name) for day, name in constants.workdays.items()}
    for day, (is_workday, name) in sorted(days.items()):
        if first_year <= day.year <= last_year:
            label = f"{chinese[name]}调休上班" if is_workday else chinese[name]
            yield day.isoformat(), str(int(is_workday)), label, f"国务院办公厅关于{day.year}年部分节假日安排的通知"
