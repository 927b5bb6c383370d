"""Generate a first table of a city's organizations from its divisions, by the usual rules of naming.

Pure. Used once when a city is set up (``manage.py draft_organizations``): the table is checked in as
``organizations.csv``, reviewed by people, and from then on corrected there or on the pages of units. Every name that
follows a rule of thumb instead of a source carries ``needs_confirmation`` and is shown as 待市局确认.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields

BY_CUSTOM = "按机关名称通例拟，待市局确认"
BY_STATUTE = "地方各级人民代表大会和地方各级人民政府组织法"


@dataclass(frozen=True)
class Draft:
    """One row of organizations.csv. ``received_by`` is the unit that receives documents for one without an account."""

    code: str
    name: str
    short_name: str
    kind: str
    division: str
    parent: str = ""
    function: str = ""
    received_by: str = ""
    needs_confirmation: bool = True
    basis: str = BY_CUSTOM


COLUMNS = tuple(field.name for field in fields(Draft))

#: function code -> (name after a county's or city's, name after a district's (区), short name)
DEPARTMENTS: Mapping[str, tuple[str, str, str]] = {
    "housing": ("{}住房和城乡建设局", "{}住房和城乡建设局", "{}住建局"),
    "transport": ("{}交通运输局", "{}交通运输局", "{}交通运输局"),
    "traffic_police": ("{}公安局交通警察大队", "益阳市公安局交通警察支队{}大队", "{}交警大队"),
    "natural_resources": ("{}自然资源局", "益阳市自然资源和规划局{}分局", "{}自然资源局"),
    "water": ("{}水利局", "{}水利局", "{}水利局"),
    "agriculture": ("{}农业农村局", "{}农业农村局", "{}农业农村局"),
    "market": ("{}市场监督管理局", "{}市场监督管理局", "{}市场监管局"),
    "education": ("{}教育局", "{}教育局", "{}教育局"),
    "culture_tourism": ("{}文化旅游广电体育局", "{}文化旅游广电体育局", "{}文旅广体局"),
    "commerce": ("{}商务局", "{}商务局", "{}商务局"),
    "industry": ("{}科技和工业信息化局", "{}科技和工业信息化局", "{}科工局"),
    "fire_rescue": ("{}消防救援大队", "{}消防救援大队", "{}消防救援大队"),
    "forestry": ("{}林业局", "{}林业局", "{}林业局"),
    "urban_management": ("{}城市管理和综合执法局", "{}城市管理和综合执法局", "{}城管局"),
    "health": ("{}卫生健康局", "{}卫生健康局", "{}卫健局"),
}
#: Departments that a district shares with the city are named without the word 区 (益阳市自然资源和规划局资阳分局).
_NAMED_BY_STEM = frozenset({"traffic_police", "natural_resources"})

#: 科室 and 二级机构 of the bureau: code suffix -> (name, kind). No published list was found.
BUREAU_UNITS: Mapping[str, tuple[str, str]] = {
    "office": ("办公室", "bureau_section"),
    "coordination": ("综合协调科", "bureau_section"),
    "policy": ("政策法规科", "bureau_section"),
    "personnel": ("人事教育科", "bureau_section"),
    "chemicals": ("危险化学品安全监督管理科", "bureau_section"),
    "fireworks": ("烟花爆竹安全监督管理科", "bureau_section"),
    "mines": ("矿山安全监督管理科", "bureau_section"),
    "industry-trade": ("工贸行业安全监督管理科", "bureau_section"),
    "investigation": ("调查评估和统计科", "bureau_section"),
    "flood": ("防汛抗旱科", "bureau_section"),
    "fire": ("火灾防治管理科", "bureau_section"),
    "relief": ("救灾和物资保障科", "bureau_section"),
    "rescue": ("应急救援协调科", "bureau_section"),
    "planning": ("规划财务科", "bureau_section"),
    "enforcement": ("益阳市应急管理综合行政执法支队", "bureau_unit"),
    "command": ("益阳市应急指挥中心", "bureau_unit"),
    "earthquake": ("益阳市地震局", "bureau_unit"),
}

#: Committees of management areas, by division code; the division's everyday name differs from the body's legal name.
AREA_COMMITTEES: Mapping[str, tuple[str, str]] = {
    "430971": ("益阳市大通湖区管理委员会", "大通湖区管委会"),
    "430972": ("益阳高新技术产业开发区管理委员会", "益阳高新区管委会"),
}
#: Township-level units that are no 镇, 乡 or 街道, by division code.
AREA_UNITS: Mapping[str, str] = {
    "430902401": "长春经济开发区管理委员会",
    "430903402": "龙岭产业开发区管理委员会",
    "430971405": "南湾湖管理处",
    "430972006": "东部产业园管理委员会",
    "430981401": "南洞庭湿地保护与发展事务中心",
    "430981402": "漉湖湿地保护与发展事务中心",
}


def draft_organizations(divisions: Iterable[Mapping[str, str]]) -> Iterator[Draft]:
    """Return the rows for a city, its counties and townships, parents before children.

    ``divisions`` are rows of divisions.csv (code, name, level, kind, parent_code), in any order.
    """
    rows = sorted(divisions, key=lambda row: row["code"])
    names = {row["code"]: row["name"] for row in rows}
    for row in rows:
        if row["level"] == "city":
            yield from _city(row)
        elif row["level"] == "county":
            yield from _county(row)
        elif row["level"] == "township":
            yield _township(row, names[row["parent_code"]])


def _city(row: Mapping[str, str]) -> Iterator[Draft]:
    code, name = row["code"], row["name"]
    bureau = f"{code}-emergency"
    yield Draft(bureau, f"{name}应急管理局", "市应急管理局", "city_bureau", code, function="emergency",
                needs_confirmation=False, basis="益应急发〔2021〕5号发文机关")  # fmt: skip
    yield Draft(f"{code}-safety-committee", f"{name}安全生产委员会", "市安委会", "safety_committee", code,
                received_by=bureau, needs_confirmation=False,
                basis="《关于加快推进乡镇（街道、园区）应急能力建设的通知》（2020年12月）发文机关")  # fmt: skip
    yield Draft(f"{code}-safety-committee-office", f"{name}安全生产委员会办公室", "市安委办", "committee_office",
                code, f"{code}-safety-committee", received_by=bureau,
                basis="设在市应急管理局，依通例，待市局确认")  # fmt: skip
    for suffix, (unit, kind) in BUREAU_UNITS.items():
        full = unit if kind == "bureau_unit" else f"{name}应急管理局{unit}"
        yield Draft(f"{bureau}-{suffix}", full, unit.removeprefix(name), kind, code, bureau,
                    basis="科室和二级机构名称未见公开文件，待市局确认")  # fmt: skip


def _county(row: Mapping[str, str]) -> Iterator[Draft]:
    code, name, kind = row["code"], row["name"], row["kind"]
    managed = kind == "管理区"
    government, short = AREA_COMMITTEES[code] if managed else (f"{name}人民政府", f"{name}政府")
    bureau = f"{code}-emergency"
    yield Draft(code, government, short, "county_government", code, received_by=bureau,
                needs_confirmation=managed, basis=BY_CUSTOM if managed else BY_STATUTE)  # fmt: skip
    yield Draft(bureau, f"{name}应急管理局", f"{name}应急管理局", "county_bureau", code, code, "emergency",
                needs_confirmation=managed,
                basis=BY_CUSTOM if managed else "益应急发〔2021〕5号主送“各区县（市）应急管理局”")  # fmt: skip
    for function, (full, in_district, brief) in DEPARTMENTS.items():
        district = kind in ("区", "管理区") and function in _NAMED_BY_STEM
        place = name.removeprefix("益阳").removesuffix("区") if district else name
        legal = (in_district if district else full).format(place)
        yield Draft(f"{code}-{function.replace('_', '-')}", legal, brief.format(name), "county_department", code, code,
                    function)  # fmt: skip


def _township(row: Mapping[str, str], county: str) -> Draft:
    code, name = row["code"], row["name"]
    if row["kind"] == "街道":
        unit, sourced = f"{name}办事处", True
    elif row["kind"] in ("镇", "乡"):
        unit, sourced = f"{name}人民政府", True
    else:
        unit, sourced = AREA_UNITS[code], False
    return Draft(code, f"{county}{unit}", name, "township_government", code, row["parent_code"],
                 needs_confirmation=not sourced, basis=BY_STATUTE if sourced else BY_CUSTOM)  # fmt: skip


def as_row(draft: Draft) -> list[str]:
    """Return the draft as cells in the order of ``COLUMNS``; booleans as ``1`` or ``0``."""
    return [str(int(value)) if isinstance(value, bool) else value for value in astuple(draft)]
