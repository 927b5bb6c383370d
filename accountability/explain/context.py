"""What the page 决定依据 is given besides the reasoning: addresses of moments, steps, the action bar."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from accountability.actions import DECISION_ACTIONS, FLAG_ACTIONS
from accountability.actions.eligibility import latest_request
from accountability.decisions.status import STEPS, combined_status
from accountability.explain.page import ExplanationPage, ExplanationQuery
from accountability.explain.timeline import (
    LEFT,
    RIGHT,
    WIDTH,
    position_of,
)
from accountability.letters.next_steps import next_steps
from accountability.models import Decision
from accountability.rules.measures import Measure
from accountability.rules.reasons import no_department_to_charge
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RecipientRole
from accountability.rules.windows import Window
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.text import date_format
from foundation.ui.timeline import Event, Step, StepState


def query_of(decision: Decision, as_of: dt.datetime | None) -> ExplanationQuery:
    """The question a stored decision answers."""
    spec = decision.rule.rule_set.spec
    return ExplanationQuery(
        rule_set=decision.rule.rule_set,
        spec=spec,
        rule=spec.rule(decision.rule.code),
        recipient=Recipient(
            RecipientRole(decision.recipient_role),
            decision.recipient_code or None,
            decision.recipient_name,
            reason=None if decision.recipient_code else no_department_to_charge(),
        ),
        county=decision.county_id,
        window=Window(decision.window_start, decision.window_end),
        trigger=decision.trigger.code if decision.trigger else None,
        as_of=as_of,
    )


def basis_context(page: ExplanationPage, url: str, kept: dict[str, str]) -> dict[str, Any]:
    """What the template needs of any page; ``kept`` are parameters that every address of a moment carries along."""
    window = page.query.window
    last = min(window.end, clock.today())
    return {
        "page": page,
        "url": url,
        "kept": {name: value for name, value in kept.items() if value},
        "axis_width": WIDTH,
        "axis_left": LEFT,
        "axis_right": RIGHT,
        "axis_span": RIGHT - LEFT,
        "open_questions": _open_questions(page),
        "missing": max(page.explanation.threshold - len(page.explanation.counted), 0),
        "step_marks": [(position_of(window, date_format.local(step.moment).date()), step) for step in page.steps],
        "previous_url": _moment_url(url, kept, page.previous.moment) if page.previous else "",
        "following_url": _moment_url(url, kept, page.following.moment) if page.following else "",
        "now_url": f"{url}?{urlencode({name: value for name, value in kept.items() if value})}",
        "timeline_events": _conclusion_events(page, url, kept),
        "slider": {
            "first": window.start.isoformat(),
            "days": (window.end - window.start).days,
            "last": max((last - window.start).days, 0),
            "value": min(max((page.shown_moment.date() - window.start).days, 0), (window.end - window.start).days),
        },
        "is_past": page.query.as_of is not None,
    }


def _open_questions(page: ExplanationPage) -> str:
    """What the bureau has to confirm for this rule; the set's own question is about windows and thresholds above 1."""
    own = page.query.rule.confirm
    return own + page.query.spec.confirm if page.query.rule.threshold > 1 else own


def _moment_url(url: str, kept: dict[str, str], moment: dt.datetime) -> str:
    """A recorded change, rounded up to the second so that the change itself is known then."""
    shown = date_format.local(moment).replace(microsecond=0) + dt.timedelta(seconds=1)
    query = {name: value for name, value in kept.items() if value}
    return f"{url}?{urlencode({**query, 'as_of': shown.strftime('%Y-%m-%dT%H:%M:%S')})}"


def _conclusion_events(page: ExplanationPage, url: str, kept: dict[str, str]) -> list[Event]:
    word = f"拟{page.query.rule.measure.label}"
    events = [
        Event(
            title=step.title,
            when=f"{date_format.full_moment(step.moment)}，{word if step.met else '不处理'}",
            url=_moment_url(url, kept, step.moment),
        )
        for step in page.steps
        if step.moment <= page.shown_moment
    ]
    shown = f"{date_format.full_moment(page.shown_moment)}，依据 {len(page.explanation.counted)} 起"
    return [*events, Event(title="截至时刻", when=shown, state="now")]


def stepper_of(decision: Decision) -> list[Step]:
    """The way of a decision that is under way; ends are said in words instead."""
    words = ("拟处理", "起草", "审核", "签发", "印发", "签收")
    code = combined_status(decision).code
    place = {"issuing": "signed", "served": "issued"}.get(code, code)
    if place not in (*STEPS, "acknowledged"):
        return []
    now = len(STEPS) if place == "acknowledged" else STEPS.index(place)
    return [
        Step(word, StepState.DONE if index < now else StepState.NOW if index == now else StepState.TO_COME)
        for index, word in enumerate(words)
    ]


def action_bar(decision: Decision, user: User) -> dict[str, Any]:
    """The buttons of the action bar, the expected step first, and in words what is still missing."""
    is_proposal = decision.status == Decision.Status.PROPOSED
    offered = [
        *DECISION_ACTIONS.offered(user, decision, state=decision.status, key=decision.pk),
        *FLAG_ACTIONS.offered(user, decision, state=decision.flag, key=decision.pk),
    ]
    unverified = [
        row.accident.name for row in decision.basis.select_related("accident") if row.accident.status != "verified"
    ]
    words = f"{'、'.join(unverified[:2])}尚未核实，可先起草，不能印发。" if unverified else "依据的事故均已核实。"
    if decision.recipient_organization_id is None:
        words = "对象未明确：请更正事故的主管部门，或由局领导不予处理。"
    if decision.measure == Measure.VETO and is_proposal:
        words += _veto_words(decision)
    letters = next_steps(decision, user)
    expected = [button for button in [*offered, *letters] if button.action.is_primary]
    return {
        "actions": expected + [button for button in offered if not button.action.is_primary],
        "letters": letters,
        "words": words if is_proposal else "",
    }


def _veto_words(decision: Decision) -> str:
    request = latest_request(decision)
    if request is None:
        return "一票否决由市委、市政府决定，先起草请示。"
    if request.is_approved is False:
        return f"市委、市政府没有批准（{request.approval_number}），可由局领导不予处理。"
    if request.is_approved:
        return f"市委、市政府已批准（{request.approval_number}），可以印发决定通报。"
    if not request.document.document_number:
        return "请示正在办理，印发后报送，等市委、市政府批复。"
    return f"请示（{request.document.document_number}）已报送，待市委、市政府批复。"
