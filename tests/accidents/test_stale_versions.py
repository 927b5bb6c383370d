"""What somebody else has changed since a page was read is refused, and said."""

import pytest

from accidents.services import drafts as accidents_drafts
from accidents.services import reporting, verification
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.errors import Stale
from foundation.files.services import ATTACHED
from tests.accidents.factories import facts, moment, registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_a_stale_version_names_who_changed_what(clerk, officer):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts(deaths=2))
    loaded = draft.version
    colleague = make_user("clerk", username="王凯")
    with clock.at(moment("2021-03-16T10:12")):
        accidents_drafts.save_draft(user=colleague, facts=facts(deaths=3), accident=draft, version=loaded)
    with clock.at(moment("2021-03-16T10:15")), pytest.raises(Stale) as stale:
        accidents_drafts.save_draft(user=clerk, facts=facts(deaths=2, location="别处"), accident=draft, version=loaded)
    assert stale.value.message == ("王凯 10:12 改了等级（一般 → 较大）、死亡人数（2 → 3）。您填的还在，请对照后再存。")
    draft.refresh_from_db()
    assert draft.deaths == 3


def test_an_own_file_does_not_hide_what_a_colleague_saved(clerk):
    draft = accidents_drafts.save_draft(user=clerk, facts=facts(deaths=2))
    loaded, colleague = draft.version, make_user("clerk", username="王凯")
    accidents_drafts.save_draft(user=colleague, facts=facts(deaths=3), accident=draft, version=loaded)
    record(user=clerk, act=ATTACHED, obj=draft, message="上传附件“现场.pdf”。")
    with pytest.raises(Stale, match=r"^王凯"):
        accidents_drafts.save_draft(user=clerk, facts=facts(location="别处"), accident=draft, version=loaded)


def test_a_stale_verification_names_the_newer_report(clerk, officer):
    accident = registered(clerk)
    loaded = accident.version
    reporting.add_report(user=clerk, accident=accident, kind="follow_up", changes={"deaths": 2}, version=loaded)
    with pytest.raises(Stale, match="clerk 09:41 改了死亡人数（1 → 2）"):
        verification.verify(user=officer, accident=accident, version=loaded)
