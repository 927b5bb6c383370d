"""load_city: everything there after one run, nothing changed by the second, people's corrections kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.audit.models import Event
from foundation.calendar.models import Holiday
from foundation.organizations import loading, selectors
from foundation.organizations.models import Division, Organization, Sector
from tests.support.people import history_model

CITY = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_city(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate organizations_division, organizations_sector, calendar_holiday cascade")


def test_one_run_loads_the_city(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_city", str(CITY))
    assert Division.objects.count() == 1 + 8 + 98 + 1446
    assert Organization.objects.filter(kind="township_government").count() == 98
    assert Sector.objects.count() == 28
    assert Holiday.objects.count() == 290
    assert "行政区划：新增 1553" in capsys.readouterr().err
    event = Event.objects.get(act="city.load")
    assert (event.actor_id, event.actor_name, event.object_label) == (None, "系统", "益阳市")


def test_second_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_city", str(CITY))
    history = history_model(Organization).objects.count()
    capsys.readouterr()
    call_command("load_city", str(CITY))
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert all("新增 0，更新 0，" in line for line in lines)
    assert Event.objects.filter(act="city.load").count() == 1
    assert history_model(Organization).objects.count() == history


def test_corrections_by_people_are_kept() -> None:
    loading.load(CITY)
    Organization.objects.filter(code="430922-industry").update(name="桃江县工业和信息化局", needs_confirmation=False)
    counts = loading.load(CITY)
    assert (counts["机构"].kept, counts["机构"].changed) == (1, 0)
    assert Organization.objects.get(code="430922-industry").name == "桃江县工业和信息化局"


def test_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有 divisions\.csv"):
        call_command("load_city", str(tmp_path))
    assert not Division.objects.exists()


def test_places_and_units_carry_what_the_product_needs() -> None:
    loading.load(CITY)
    taojiang = Division.objects.get(code="430922")
    assert (taojiang.short_name, taojiang.name_key, taojiang.initials) == ("桃江", "tao jiang xian", "tjx")
    assert Division.objects.get(code="430971").longitude is not None
    government = selectors.county_government("430922")
    bureau = selectors.county_bureau("430922")
    assert government is not None
    assert bureau is not None
    assert government.received_by == bureau
    assert bureau.parent == government
    assert bureau.is_supervising
    housing = selectors.departments_of("430922", "housing").get()
    assert housing.name == "桃江县住房和城乡建设局"
    assert housing.needs_confirmation
    assert selectors.departments_of("430922").count() == 16
    assert selectors.city_bureau().name == "益阳市应急管理局"


@pytest.mark.parametrize("text", ["mjt", "majitang", "ma ji tang", "马迹", "430922115", "MJT"])
def test_township_is_found_by_initials_pinyin_part_and_code(text: str) -> None:
    loading.load(CITY)
    found = selectors.matching(Division.objects.filter(code__startswith="430922", level="township"), text)
    assert [place.name for place in found] == ["马迹塘镇"]


def test_names_that_begin_so_rank_first_and_no_sign_is_a_wildcard() -> None:
    loading.load(CITY)
    everywhere = selectors.matching(Division.objects.all(), "金山").order_by("rank", "code")
    assert everywhere[0].name.startswith("金山")
    assert not selectors.matching(Division.objects.all(), "%").exists()
    townships = selectors.matching(Division.objects.filter(level="township"), "zhk").order_by("rank", "code")
    assert townships[0].name == "茈湖口镇"
    units = selectors.matching(Organization.objects.filter(division="430922"), "住建", "short_name")
    assert units.order_by("rank", "order")[0].code == "430922-housing"
