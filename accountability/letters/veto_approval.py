"""The answer of 市委、市政府 to a 请示 on vetoes: recording it, and reading it where a veto is drafted and issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from accountability.actions import APPROVAL_ACTIONS, DECISION_ACTIONS
from accountability.actions.eligibility import latest_request
from accountability.audit import log_decision_event
from accountability.decisions.todos import ask_for_draft
from accountability.models import Decision, FollowUpLetter
from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import lines
from documents.models import Document
from foundation.accounts.models import User
from foundation.accounts.selectors import users_who_may
from foundation.audit.locking import lock_row, require_version
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, settle_todos
from foundation.worklist.services import send_message

_PURPOSE = FollowUpLetter.Purpose.VETO_REQUEST
#: Where an issued request keeps the codes of the accidents it asked about.
ACCIDENTS = "accidents"
REFUSED_WITHOUT_REASON = "没有批准的，请写理由，局领导据此不予处理。"


def approved_request(decisions: Sequence[Decision]) -> FollowUpLetter | None:
    """The approved request that is the newest one of every decision; ``None`` while any of them has none."""
    found = {request.pk: request for decision in decisions if (request := latest_request(decision)) is not None}
    if len(found) != 1 or any(latest_request(decision) is None for decision in decisions):
        return None
    (request,) = found.values()
    return request if request.is_approved else None


def cited_approval(decisions: Sequence[Decision]) -> CitedDocument | None:
    """Number and date of the approval as a letter names them."""
    request = approved_request(decisions)
    return CitedDocument("", request.approval_number, request.approved_on) if request else None


def effect_asked(decisions: Sequence[Decision]) -> list[str]:
    """What the request on these decisions says about the effect of the veto."""
    request = latest_request(decisions[0])
    return lines(request.details, "effect") if request else []


@transaction.atomic
def record_approval(
    *,
    user: User,
    letter: FollowUpLetter,
    is_approved: bool,
    number: str,
    day: dt.date,
    reason: str = "",
    version: int | None = None,
) -> FollowUpLetter:
    """Record that 市委、市政府 approved or refused an issued request, under which number and on which day.

    ``reason`` is asked for with a refusal, ``version`` is the document's. Raises ``NotPermitted``, ``Stale``,
    ``DomainError``: ``not_a_request``, ``not_issued``, ``already_recorded``, ``reason_missing``, ``reason_too_long``,
    ``approval`` with messages by field.
    """
    action = APPROVAL_ACTIONS["record_approval"]
    require(user, action.permission)
    request = lock_row(FollowUpLetter.objects.select_related("document"), letter.pk)
    require_version(request.document, version, "这份请示")
    _check(request)
    assert action.text is not None
    reason = (action.text if is_approved else action.text.required(REFUSED_WITHOUT_REASON)).clean(reason)
    number = number.strip()
    fields = _problems(request, number=number, day=day)
    if fields:
        raise DomainError(ErrorCode.APPROVAL, next(iter(fields.values())), fields)
    request.is_approved, request.approval_number, request.approved_on = is_approved, number, day
    request.reason = reason
    request.approval_recorded_by, request.approval_recorded_at = user, clock.now()
    request.version += 1
    request.full_clean(validate_unique=False, validate_constraints=False)
    request.save()
    settle_todos(action, request)
    word = "批准" if is_approved else "没有批准"
    message = f"市委、市政府{word}（{number}）{f'：{reason}' if reason else ''}。"
    for decision in request.decisions.select_related("rule__rule_set", "county", "trigger"):
        log_decision_event(user, action, decision, message)
    _ask_next(request, message)
    return request


def await_approval(request: FollowUpLetter) -> None:
    """The request is out: the officers are to record its answer."""
    text = TodoText(
        title=f"登记批复：{request.document.title}",
        organization=city_bureau(),
        url=APPROVAL_ACTIONS.url_of(APPROVAL_ACTIONS["record_approval"], request.pk),
    )
    settle_todos(APPROVAL_ACTIONS["await_approval"], request, text)


def _ask_next(request: FollowUpLetter, answer: str) -> None:
    first = request.decisions.order_by("pk").first()
    if first is None:
        return
    if request.is_approved:
        ask_for_draft(APPROVAL_ACTIONS["record_approval"], first, answer)
        return
    send_message(
        recipients=users_who_may(DECISION_ACTIONS["decline"].permission),
        event=f"further-letter:{request.pk}:refused",
        title=f"请示未获批准：{request.document.title}",
        body=f"{answer}可以据此不予处理。",
        url=first.get_absolute_url(),
    )


def _check(request: FollowUpLetter) -> None:
    if request.purpose != _PURPOSE:
        raise DomainError(ErrorCode.NOT_A_REQUEST, "只有实行一票否决的请示才登记批复。")
    if request.document.status != Document.Status.ISSUED:
        raise DomainError(ErrorCode.NOT_ISSUED, "请示还没有印发，不能登记批复。")
    if request.approval_recorded_at is not None:
        raise DomainError(ErrorCode.ALREADY_RECORDED, f"批复已登记过（{request.approval_number}），不能重复登记。")


def _problems(request: FollowUpLetter, *, number: str, day: dt.date) -> dict[str, str]:
    fields = {}
    if not number or len(number) > 60:
        fields["number"] = "请填批复文号或批示编号，不超过 60 字。"
    dated = request.document.dated_on
    if day > clock.today() or (dated is not None and day < dated):
        fields["day"] = "批复日期应在请示成文之后、今天之前。"
    return fields
