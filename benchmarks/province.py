"""A province for `make bench`: Yiyang's divisions copied to 14 cities, with accidents of 20 years and their revisions.

Everything is written by SQL with triggers and secondary indexes off, then indexed and summed up once: a million
accidents with 1.3 million revisions take minutes. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models

CITIES = [f"43{number:02}" for number in range(1, 15)]
ORIGINAL = "4309"
YEARS = 20
_TABLES = ("accidents_accident", "accidents_accidentrevision")

_IN_OTHER_CITIES = "unnest(%(cities)s) AS city WHERE source.code LIKE %(original)s || '%%' AND city <> %(original)s"
#: What differs in a copy; NULL where it would lead out of its city.
_DIVISION = {"code": "city || substr(code, 5)", "parent_id": "city || substr(parent_id, 5)", "successor_id": "NULL"}
_ORGANIZATION = {
    "code": "city || substr(code, 5)",
    "division_id": "city || substr(division_id, 5)",
    "parent_id": "NULL",
    "received_by_id": "NULL",
}
_PLACES = """
    CREATE TEMPORARY TABLE place ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY township.code) AS number, township.code AS township, county.code AS county,
        county.short_name AS county_name, township.name AS township_name, transport.id AS transport,
        housing.id AS housing, bureau.id AS bureau
    FROM organizations_division AS township
    JOIN organizations_division AS county ON county.code = township.parent_id
    JOIN organizations_organization AS transport ON transport.code = county.code || '-transport'
    JOIN organizations_organization AS housing ON housing.code = county.code || '-housing'
    JOIN organizations_organization AS bureau ON bureau.code = county.code || '-emergency'
    WHERE township.level = 'township'
"""
_CHANCES = """
    CREATE TEMPORARY TABLE chance ON COMMIT DROP AS
    SELECT 1 + floor(random() * (SELECT count(*) FROM place))::int AS place,
        now() - interval '2 days' - random() * interval '%(years)s years' AS occurred_at,
        random() AS nature, random() AS gravity, random() AS state, random() AS harm, random() AS delay,
        random() AS sort, random() AS spot, random() AS further
    FROM generate_series(1, %(accidents)s)
"""
_FACTS = """
    CREATE TEMPORARY TABLE fact ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY registered_at, occurred_at, township) AS id, *,
        row_number() OVER (PARTITION BY county, year ORDER BY registered_at, occurred_at, township) AS running
    FROM (
        SELECT *, extract(year FROM registered_at AT TIME ZONE 'Asia/Shanghai')::int AS year,
            (occurred_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
            CASE WHEN sort < 0.4 THEN 'road_transport' ELSE 'construction' END AS sector,
            CASE WHEN sort < 0.4 THEN '道路运输' ELSE '高处坠落' END AS word,
            CASE WHEN sort < 0.4 THEN transport ELSE housing END AS department,
            CASE WHEN gravity < 0.985 THEN 'ordinary' WHEN gravity < 0.999 THEN 'larger' ELSE 'major' END AS level,
            CASE WHEN gravity < 0.985 THEN floor(harm * 3)::int WHEN gravity < 0.999 THEN 3 + floor(harm * 7)::int
                ELSE 10 + floor(harm * 20)::int END AS deaths,
            CASE WHEN nature < 0.55 THEN 'yes' WHEN nature < 0.95 THEN 'no' ELSE 'pending' END AS production,
            CASE WHEN state < 0.94 THEN 'verified' WHEN state < 0.98 THEN 'submitted' WHEN state < 0.99 THEN 'returned'
                ELSE 'written_off' END AS status,
            township_name || '省道S' || (200 + spot * 150)::int || '线' || (spot * 9000)::int %% 97 || '公里处'
                AS location,
            county_name || (string_to_array('资水 洞庭 银城 会龙 梓山 碧云 龙洲 秀峰 金花', ' '))[1 + (harm * 8)::int]
                || (string_to_array('物流 建材 烟花 矿业 化工 食品 机械 电子 家具', ' '))[1 + (spot * 8)::int]
                || '有限公司' AS enterprise
        FROM (
            SELECT *, occurred_at + interval '40 minutes'
                + CASE WHEN delay < 0.96 THEN delay * interval '20 hours' ELSE least(interval '45 days',
                    now() - occurred_at - interval '1 hour') END AS registered_at
            FROM chance JOIN place ON place.number = chance.place
        ) AS dated
    ) AS worded
"""
#: Column → SQL over ``fact``; what is not named gets the field's own empty value.
_ACCIDENT = {
    "id": "id",
    "name": "county_name || township_name || '“' || extract(month FROM day) || '·' || extract(day FROM day) || '”'"
    " || word || '事故'",
    "status": "status",
    "occurred_at": "occurred_at",
    "counted_on": "day",
    "county_id": "county",
    "township_id": "township",
    "location": "location",
    "production": "production",
    "sector_id": "sector",
    "supervising_department_id": "department",
    "enterprise_name": "enterprise",
    "deaths": "deaths",
    "serious_injuries": "floor(spot * 3)::int",
    "minor_injuries": "floor(sort * 6)::int",
    "direct_loss": "round((harm * 600 + deaths)::numeric, 2)",
    "known_at": "occurred_at + interval '20 minutes'",
    "reported_at": "registered_at",
    "summary": "'车辆在' || location || '失控，' || deaths || '人死亡。'",
    "counted_deaths": "deaths",
    "level": "level",
    "level_basis": "jsonb_build_array(jsonb_build_object('measure', 'deaths', 'value', deaths, 'level', level))",
    "search_key": "lower(concat_ws(E'\\n', county_name || township_name || '“' || extract(month FROM day) || '·'"
    " || extract(day FROM day) || '”' || word || '事故', location, enterprise))",
    "code": "county || '-' || year || '-' || lpad(running::text, 4, '0')",
    "draft_code": "'CG-' || lpad(to_hex(id), 16, '0')",
    "place_code": "township",
    "drafting_organization_id": "bureau",
    "created_at": "occurred_at + interval '30 minutes'",
    "saved_at": "registered_at",
    "registered_at": "registered_at",
    "is_backfill": "delay >= 0.96",
    "revision_number": "CASE WHEN further < 0.3 THEN 2 ELSE 1 END",
    "version": "CASE WHEN further < 0.3 THEN 2 ELSE 1 END",
}
_SECOND_AT = "registered_at + (now() - registered_at) * (accident.id % 7) / 100 + interval '10 minutes'"
_COUNTERS = """
    INSERT INTO accidents_codecounter (county_id, year, last)
    SELECT county, year, max(running) FROM fact GROUP BY county, year
"""


def build(*, accidents: int) -> None:
    """Fill a database that holds Yiyang and no accidents; call it in a transaction, then ``vacuum`` after it."""
    values = {"cities": CITIES, "original": ORIGINAL, "years": YEARS, "accidents": accidents}
    _run("SET LOCAL session_replication_role = replica")
    _run("SET LOCAL maintenance_work_mem = '512MB'")
    _run("SELECT setseed(0.43)")
    for statement in (*_copies(), "ANALYZE organizations_division", _PLACES, _CHANCES, _FACTS):
        _run(statement, values)
    definitions = _without_secondary_indexes()
    _run(_insert("accidents_accident", _accident_columns(), "fact ORDER BY id"))
    _run(_COUNTERS)
    _run(_insert("accidents_accidentrevision", _revision_columns(first=True), "accidents_accident AS accident"))
    second = "accidents_accident AS accident WHERE revision_number = 2"
    _run(_insert("accidents_accidentrevision", _revision_columns(first=False), second))
    for definition in definitions:
        _run(definition)
    for table in _TABLES:
        _run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    _run("SET LOCAL session_replication_role = origin")
    _sum_up()


def vacuum() -> None:
    """Give the planner its statistics and the indexes their visibility; outside a transaction."""
    _run("VACUUM ANALYZE")


def _copies() -> list[str]:
    """Copy divisions, and the units of counties and townships; a city's own offices are those of Yiyang."""
    from foundation.organizations.models import Division, Organization

    return [
        _copy(Division, _DIVISION, _IN_OTHER_CITIES),
        _copy(Organization, _ORGANIZATION, f"{_IN_OTHER_CITIES} AND length(division_id) > 4"),
    ]


def _copy(model: type[models.Model], changed: Mapping[str, str], others: str) -> str:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = {str(field.column): changed.get(str(field.column), f'"{field.column}"') for field in fields}
    table = model._meta.db_table
    return _insert(table, columns, f"{table} AS source, {others}")


def _sum_up() -> None:
    from accidents.services.tally import rebuild_tally

    rebuild_tally()


def _without_secondary_indexes() -> list[str]:
    """Drop what no constraint needs; returns the statements that make it again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT indexname, indexdef FROM pg_indexes
            WHERE tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)""",
            [list(_TABLES)],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def _accident_columns() -> dict[str, str]:
    from accidents.models import Accident

    return _empty(Accident._meta.concrete_fields) | _ACCIDENT


def _revision_columns(*, first: bool) -> dict[str, str]:
    """A first revision is what the county reported, a second one its verification by the city."""
    from accidents.models import AccidentRevision, Facts

    facts = {str(field.column): f"accident.{field.column}" for field in Facts._meta.local_fields}
    number, kind, at, until = "1", "'flash'", "registered_at", f"CASE WHEN revision_number = 2 THEN {_SECOND_AT} END"
    if first:
        facts["status"] = "CASE WHEN revision_number = 2 THEN 'submitted' ELSE accident.status END"
    else:
        number, kind, at, until = "2", "'verification'", _SECOND_AT, "NULL"
    own = {
        "accident_id": "accident.id",
        "number": number,
        "kind": kind,
        "recorded_at": at,
        "superseded_at": until,
        "is_backfill": "accident.is_backfill",
        "author_name": "'系统'",
    }
    columns = _empty(AccidentRevision._meta.concrete_fields) | facts | own
    del columns["id"]
    return columns


def _empty(fields: Iterable[models.Field[Any, Any]]) -> dict[str, str]:
    """An empty SQL value for each column, so that a new field needs no word here."""
    return {str(field.column): _empty_value(field) for field in fields if not field.generated}


def _empty_value(field: models.Field[Any, Any]) -> str:
    if field.null:
        return "NULL"
    if isinstance(field, models.JSONField):
        return "'[]'"
    if isinstance(field, models.BooleanField):
        return "false"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "0"
    return "'{}'" if field.get_internal_type() == "ArrayField" else "''"


def _insert(table: str, columns: Mapping[str, str], source: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {source}"


def _run(statement: str, values: Mapping[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
