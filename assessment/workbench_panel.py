"""本县今年: a county's running year against the same days of last year, for its workbench."""

from __future__ import annotations

from django.urls import reverse

from accidents import statistics
from accidents.models import Production
from assessment.periods import year_until
from assessment.target_report import counties_in_reach
from foundation.accounts.models import User
from foundation.common import clock
from foundation.worklist.workbench import Panel


def panel(user: User) -> Panel | None:
    """Return the figures of one county for its own users; None for users who may assess the whole city."""
    counties = counties_in_reach(user)
    if len(counties) != 1:
        return None
    county, period = counties[0], year_until(clock.today().year, clock.today())
    reach = {"user": user, "county_prefix": county.code}
    now, then = (
        statistics.totals(start=days.start, end=days.end, production=Production.YES.value, **reach)
        for days in (period, period.base)
    )
    graver, graver_then = (
        statistics.totals(start=days.start, end=days.end, production=Production.NO.value, **reach).larger
        for days in (period, period.base)
    )
    return Panel(
        name="year",
        title="本县今年",
        note=f"生产安全事故，至{period.end.month}月{period.end.day}日",
        link_label="明细",
        link_url=reverse("assessment:leader"),
        template="assessment/year_panel.html",
        context={
            "rows": [
                ("起数", now.accidents, then.accidents),
                ("死亡", now.deaths, then.deaths),
                ("损失/万元", now.direct_loss, then.direct_loss),
                ("较大(非生产)", graver, graver_then),
            ]
        },
    )
