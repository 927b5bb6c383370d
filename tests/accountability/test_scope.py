"""Who sees which decisions, letters and rule sets."""

from __future__ import annotations

from typing import Any

from accidents.models import Accident
from accountability.letters import drafting, follow_up
from accountability.models import (
    Decision,
    FollowUpLetter,
    Letter,
    Rule,
    RuleSet,
)
from documents.models import Document
from foundation.accounts.models import User
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.support.accident_register import (
    ANHUA,
    DONGPING,
    decision,
    drain,
    make_accident,
)
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Ways, Where


def _accidents(deaths: int = 1) -> list[Accident]:
    """One in 桃江 and one in 安化, reconciled."""
    found = []
    for county, township in (("430922", "430922115"), (ANHUA, DONGPING)):
        department = f"{county}-housing"
        found.append(
            make_accident(
                "2021-03-01", county=county, township=township, supervising_department=department, deaths=deaths
            )
        )
    drain()
    return found


def _issued() -> list[Decision]:
    """The department notices of both, with a time of issue, which is what opens them to the recipient."""
    with clock.at(moment("2021-03-20 10:00")):
        found = [decision("R3b", accident) for accident in _accidents()]
        Decision.objects.filter(pk__in=[one.pk for one in found]).update(issued_at=clock.now())
    return found


def _proposed() -> list[Decision]:
    with clock.at(moment("2021-03-20 10:00")):
        return [decision("R3a", accident) for accident in _accidents()]


def _letters() -> list[Letter]:
    """The yellow cards of both departments, as if printed."""
    with clock.at(moment("2021-03-20 10:00")):
        officer = make_user("officer", username="the-drafter")
        found = []
        for number, accident in enumerate(_accidents(deaths=3), start=1):
            letter = drafting.draft_letter(user=officer, decisions=[decision("R4b", accident)])
            Document.objects.filter(pk=letter.document_id).update(
                status="issued", number=number, number_year=2021, dated_on=clock.today(), printed_on=clock.today(),
                document_number=f"益应急发〔2021〕{number}号", pdf="none.pdf", pdf_sha256="0" * 64,
            )  # fmt: skip
            found.append(letter)
    return found


class _Decisions(ScopeSuite):
    def mark(self, item: Decision) -> str:
        return f'"{item.get_absolute_url()}"'

    def api_mark(self, item: Decision) -> tuple[str, Any]:
        return ("id", item.pk)

    def detail(self, item: Decision) -> str:
        return item.get_absolute_url()

    def api_detail(self, item: Decision) -> str:
        return f"/api/v1/decisions/{item.pk}/"


class TestIssuedDecisions(_Decisions):
    model = Decision
    act = "decision.view"
    ways = Ways(list="/decisions/?status=", api_list="/api/v1/decisions/")

    def make(self) -> dict[str, Any]:
        return dict(zip(("here", "elsewhere"), _issued(), strict=True))

    def where(self, item: Decision) -> Where:
        return Where(division=item.place_code, unit=item.recipient_code)


class TestProposedDecisions(_Decisions):
    model = Decision
    act = "decision.view"
    ways = Ways(list="/decisions/?status=proposed", api_list="/api/v1/decisions/")

    def make(self) -> dict[str, Any]:
        return dict(zip(("here", "elsewhere"), _proposed(), strict=True))

    def where(self, item: Decision) -> Where:
        return Where(division=item.place_code, unit=item.recipient_code, is_open=False)


class TestLetters(ScopeSuite):
    model = Letter
    act = "document.view"
    ways = Ways(api_list="/api/v1/letters/")

    def make(self) -> dict[str, Any]:
        return dict(zip(("here", "elsewhere"), _letters(), strict=True))

    def where(self, item: Letter) -> Where:
        county = item.decisions.get().county_id
        return Where(division=county, unit=f"{county}-housing")

    def api_mark(self, item: Letter) -> tuple[str, Any]:
        return ("id", item.pk)

    def api_detail(self, item: Letter) -> str:
        return f"/api/v1/letters/{item.pk}/"


class TestRuleSets(ScopeSuite):
    model = RuleSet

    def make(self) -> dict[str, Any]:
        return {code: RuleSet.objects.get(code=code) for code in ("yiyang-2021", "hunan-2017")}


class TestRules(ScopeSuite):
    model = Rule

    def make(self) -> dict[str, Any]:
        return {code: Rule.objects.get(code=code) for code in ("R2", "H1")}


class TestFollowUpLetters(ScopeSuite):
    """The urging of each department's report, as if printed."""

    model = FollowUpLetter
    act = "document.view"
    ways = Ways(api_list="/api/v1/further-letters/")

    def make(self) -> dict[str, Any]:
        cards = _letters()
        found = []
        with clock.at(moment("2021-03-20 10:00")):
            officer = User.objects.get(username="the-drafter")
            for number, letter in enumerate(cards, start=11):
                Decision.objects.filter(letter=letter).update(
                    status="issued", issued_at=clock.now(), report_due_on=clock.today()
                )
                urging = follow_up.draft_follow_up(
                    user=officer, purpose="urging", decisions=list(letter.decisions.all())
                )
                # The county's government has a copy too; here only the department's own receipt is asked about.
                urging.document.recipients.filter(role="copy").delete()
                Document.objects.filter(pk=urging.document_id).update(
                    status="issued", number=number, number_year=2021, dated_on=clock.today(), printed_on=clock.today(),
                    document_number=f"益应急函〔2021〕{number}号", pdf="none.pdf", pdf_sha256="0" * 64,
                )  # fmt: skip
                found.append(urging)
        return dict(zip(("here", "elsewhere"), found, strict=True))

    def where(self, item: FollowUpLetter) -> Where:
        county = item.decisions.get().county_id
        return Where(division=county, unit=f"{county}-housing")

    def api_mark(self, item: FollowUpLetter) -> tuple[str, Any]:
        return ("id", item.pk)

    def api_detail(self, item: FollowUpLetter) -> str:
        return f"/api/v1/further-letters/{item.pk}/"
