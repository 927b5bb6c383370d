"""Keep the maintained sums small and prove them: system acts that change no figure."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from accidents.models.tally import INSERT_INTO_TALLY, SUM_OF_CHANGES, TALLIED, TALLIED_BY

_BY = ", ".join(TALLIED_BY)
_SUMS = ", ".join(f"sum({name}) AS {name}" for name in TALLIED)
_HOLDS_ANYTHING = " OR ".join(f"sum({name}) <> 0" for name in TALLIED)
_MERGE = f"""
    WITH doubled AS (SELECT {_BY} FROM accidents_accidenttally GROUP BY {_BY} HAVING count(*) > 1),
    gone AS (
        DELETE FROM accidents_accidenttally WHERE ({_BY}) IN (SELECT {_BY} FROM doubled)
        RETURNING {_BY}, {", ".join(TALLIED)}
    )
    {INSERT_INTO_TALLY} SELECT {_BY}, {_SUMS} FROM gone GROUP BY {_BY} HAVING {_HOLDS_ANYTHING}
"""
_RECOUNT = f"WITH changes AS (SELECT 1 AS sign, * FROM accidents_accident) {SUM_OF_CHANGES}"
_COMPARE = f"""
    WITH kept AS (SELECT {_BY}, {_SUMS} FROM accidents_accidenttally GROUP BY {_BY} HAVING {_HOLDS_ANYTHING}),
    counted AS ({_RECOUNT})
    SELECT county_id, month, sum(kept.accidents), sum(counted.accidents)
    FROM kept FULL JOIN counted USING ({_BY})
    WHERE ({", ".join(f"kept.{name}" for name in TALLIED)})
        IS DISTINCT FROM ({", ".join(f"counted.{name}" for name in TALLIED)})
    GROUP BY county_id, month ORDER BY county_id, month LIMIT 20
"""


@transaction.atomic
def merge_tally() -> None:
    """Join the rows of the same key into one; run at night. What is registered meanwhile is not held up."""
    _run(_MERGE)


@transaction.atomic
def rebuild_tally() -> None:
    """Recount everything, after rows were written with the triggers switched off. Registering waits meanwhile.

    The rows are written by month, as they come when accidents are registered, because they are read by month.
    """
    _run("LOCK TABLE accidents_accident IN SHARE MODE")
    _run("DELETE FROM accidents_accidenttally")
    _run(f"{INSERT_INTO_TALLY} {_RECOUNT} ORDER BY month, county_id")


def tally_differences() -> list[str]:
    """Compare the sums with a recount, in one statement because registering continues meanwhile.

    Returns one Chinese sentence for each county and month that differs, at most 20; an empty list means that all is
    well. Reads every accident: for the nightly task and the checks, not for a page.
    """
    return [
        f"{county} {month:%Y年%m月}：合计记为 {kept or 0} 起，逐起清点为 {counted or 0} 起"
        for county, month, kept, counted in _rows(_COMPARE)
    ]


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
