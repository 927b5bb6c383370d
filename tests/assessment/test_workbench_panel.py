"""本县今年 on the workbench of a county: the same figures as the leader page, and only for one county."""

import pytest

from accidents import statistics
from assessment import workbench_panel
from foundation.accounts.models import User
from foundation.common import clock

pytestmark = pytest.mark.usefixtures("demo")


def test_a_county_sees_its_own_year(client):
    user = User.objects.get(username="county_taojiang")
    panel = workbench_panel.panel(user)
    assert panel is not None
    today = clock.today()
    own = statistics.totals(start=today.replace(month=1, day=1), end=today, production="yes", county_prefix="430922")
    rows = {label: (value, base) for label, value, base in panel.context["rows"]}
    assert rows["起数"][0] == own.accidents > 0
    assert rows["损失/万元"][0] == own.direct_loss
    client.force_login(user)
    page = client.get("/").content.decode()
    assert "本县今年" in page
    assert f"<strong>{own.accidents}</strong>" in page


@pytest.mark.parametrize("username", ["leader", "officer", "town_majitang", "sysadmin"])
def test_others_have_no_such_panel(username):
    assert workbench_panel.panel(User.objects.get(username=username)) is None
