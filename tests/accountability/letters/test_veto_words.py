"""What a leader reads of a veto while its request is on the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from accountability.decisions import services
from accountability.explain.context import action_bar
from accountability.letters import veto_approval
from accountability.models import Decision
from documents.workflow.selectors import steps_of
from foundation.common import clock
from foundation.ui.timeline import StepState
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
)
from tests.support.decision_chain import CONTACT, drafted_follow_up, issued

pytestmark = pytest.mark.django_db


def test_the_leader_reads_how_far_the_request_is_and_agrees_once(office: Office) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    vetoes = [decision("R5a"), decision("R5b")]

    def bar() -> dict[str, Any]:
        return action_bar(Decision.objects.get(pk=vetoes[0].pk), office.leader)

    def offered() -> list[str]:
        return [button.action.code for button in bar()["actions"]]

    assert offered() == ["approve", "send_back", "decline"]
    assert bar()["words"].endswith("一票否决由市委、市政府决定，先起草请示。")
    services.approve(user=office.leader, decision=vetoes[0])
    assert offered() == ["send_back", "decline"]
    letter = drafted_follow_up(office, "veto_request", vetoes, **CONTACT)
    assert bar()["words"].endswith("请示正在办理，印发后报送，等市委、市政府批复。")
    document = issued(office, letter)
    assert bar()["words"].endswith(f"请示（{document.document_number}）已报送，待市委、市政府批复。")
    assert [step.label for step in steps_of(document, [])] == ["起草", "审核", "签发", "印发取号"]
    assert all(step.state == StepState.DONE for step in steps_of(document, []))
    day = dt.date(2021, 3, 24)
    with clock.at(moment("2021-03-26 10:00")):
        veto_approval.record_approval(
            user=office.officer, letter=letter, is_approved=True, number="益办复〔2021〕9号", day=day
        )
    assert bar()["words"].endswith("市委、市政府已批准（益办复〔2021〕9号），可以印发决定通报。")
