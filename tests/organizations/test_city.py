"""load_city: everything there after one run, nothing changed by the second, people's corrections kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.journal.models import Event
from foundation.organizations import city, selectors
from foundation.organizations.models import Division, Organization, Sector
from foundation.workdays.models import Holiday
from tests.people import history_model

CITY = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_city(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate organizations_division, organizations_sector, workdays_holiday cascade")


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
    city.load(CITY)
    Organization.objects.filter(code="430922-industry").update(name="桃江县工业和信息化局", needs_confirmation=False)
    counts = city.load(CITY)
    assert (counts["机构"].kept, counts["机构"].changed) == (1, 0)
    assert Organization.objects.get(code="430922-industry").name == "桃江县工业和信息化局"


def test_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有 divisions\.csv"):
        call_command("load_city", str(tmp_path))
    assert not Division.objects.exists()


def test_places_and_units_carry_what_the_product_needs() -> None:
    city.load(CITY)
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
    city.load(CITY)
    found = selectors.search_divisions(text, under="430922", level="township")
    assert [place.name for place in found] == ["马迹塘镇"]


def test_search_ranks_names_first_and_stays_below_the_given_place() -> None:
    city.load(CITY)
    everywhere = selectors.search_divisions("金山", limit=50)
    assert everywhere[0].name.startswith("金山")
    assert selectors.search_divisions("马迹塘", under="430923") == []
    assert selectors.search_divisions("%", under="430922") == []
    assert selectors.search_divisions("zhk", level="township")[0].name == "茈湖口镇"
    assert selectors.search_organizations("住建", under="430922")[0].code == "430922-housing"
