"""会签: units are asked for their opinion on a text before it is signed; each answers for the text as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from documents.actions import (
    COUNTERSIGN_TODO,
    COUNTERSIGNATURE_ACTIONS,
    DOCUMENT_ACTIONS,
)
from documents.models import Countersignature, Document
from documents.workflow import todos
from documents.workflow.base import announce, check_version, lock
from foundation.accounts.models import User
from foundation.accounts.selectors import users_charged_with
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization

ASK, SIGN = DOCUMENT_ACTIONS["ask_countersign"], DOCUMENT_ACTIONS["sign"]
ANSWER, WITHDRAW, ASK_AGAIN = (COUNTERSIGNATURE_ACTIONS[code] for code in ("answer", "withdraw", "ask_again"))
Opinion = Countersignature.Opinion
_UNIT_KINDS = (
    Organization.Kind.BUREAU_SECTION,
    Organization.Kind.BUREAU_UNIT,
    Organization.Kind.COMMITTEE_OFFICE,
    Organization.Kind.CITY_DEPARTMENT,
)


def units_to_ask(document: Document | None = None) -> QuerySet[Organization]:
    """Sections of the bureau and members of the committee that have someone to answer; without those asked
    already and the drafter's own."""
    answering = users_charged_with(COUNTERSIGN_TODO.permission)
    units = Organization.objects.filter(
        Q(pk__in=answering.values("organization_id")) | Q(received_by__in=answering.values("organization_id")),
        is_active=True,
        kind__in=_UNIT_KINDS,
    )
    if document is not None:
        asked = document.countersignatures.values("organization_id")
        units = units.exclude(Q(pk__in=asked) | Q(pk=document.drafted_by.organization_id))
    return units.order_by("order", "name_key")


@transaction.atomic
def ask(*, user: User, document: Document, organization: Organization, version: int | None = None) -> Countersignature:
    """Ask a unit for its opinion while the text may still change; it gets a to-do and sees the text from now on.

    Raises ``NotPermitted``, ``Stale``, or ``DomainError`` for a signed document, a unit asked already or one in which
    nobody could answer.
    """
    require(user, ASK.permission, on=document)
    document = _open(document, version, ASK)
    if document.countersignatures.filter(organization=organization).exists():
        message = f"{organization.name}已经在会签，不必再送。"
        raise DomainError(ErrorCode.ASKED, message, {"organization": message})
    if not units_to_ask().filter(pk=organization.pk).exists():
        message = f"{organization.name}没有能办理会签的账号，请另选单位，或由系统管理员先开通。"
        raise DomainError(ErrorCode.NOBODY, message, {"organization": message})
    asked = Countersignature(
        document=document,
        organization=organization,
        asked_by=user,
        asked_at=clock.now(),
        text_version=_text_version(document),
    )
    asked.full_clean(validate_unique=False)
    asked.save()
    _note(user, document, ASK, f"送{organization.name}会签。", asked)
    todos.ask_to_countersign(document, ASK, asked)
    return asked


@transaction.atomic
def answer(
    *, user: User, asked: Countersignature, agrees: bool, remark: str = "", version: int | None = None
) -> Countersignature:
    """Agree or object for the asked unit, to the text as it stands; an answer may be changed until the signature.

    ``version`` is the document's as the person saw it. An objection needs its reason. The drafter does not answer.
    """
    require(user, ANSWER.permission, on=asked, message="会签要由送会签的单位办理。")
    remark = _text(ANSWER, remark, "" if agrees else "不同意的请写明意见。")
    document = _open(asked.document, version, ANSWER)
    asked = _locked(asked)
    if document.drafted_by_id == user.pk:
        raise DomainError(ErrorCode.SAME_PERSON, "拟稿人不能会签自己的稿，请由本单位其他人员办理。")
    asked.opinion = Opinion.AGREED if agrees else Opinion.OBJECTED
    asked.remark, asked.text_version = remark, _text_version(document)
    asked.answered_by, asked.answered_at = user, clock.now()
    asked.full_clean(validate_unique=False)
    asked.save()
    words = f"：{asked.remark}" if asked.remark else ""
    message = f"{asked.organization.name}会签{asked.get_opinion_display()}{words}".rstrip("。") + "。"
    _note(user, document, ANSWER, message, asked, {"opinion": asked.opinion, "remark": asked.remark})
    todos.settle_countersigning(document, ANSWER, asked)
    todos.notify_countersigned(document, asked)
    return asked


@transaction.atomic
def withdraw(*, user: User, asked: Countersignature, reason: str = "") -> None:
    """Take a request back: only whoever asked, or the drafter; what the unit has answered stays in the journal."""
    require(user, WITHDRAW.permission, on=asked.document)
    document = _open(asked.document, None, WITHDRAW)
    asked = _locked(asked)
    if user.pk not in (asked.asked_by_id, document.drafted_by_id):
        raise DomainError(ErrorCode.NOT_YOURS, f"这是{asked.asked_by.name}送的会签，由其本人撤回。")
    has_objected = asked.opinion == Opinion.OBJECTED
    reason = _text(WITHDRAW, reason, f"{asked.organization.name}不同意，撤回要写明理由。" if has_objected else "")
    words = f"：{reason}" if reason else ""
    message = f"撤回{asked.organization.name}会签{words}".rstrip("。") + "。"
    _note(user, document, WITHDRAW, message, asked, {"opinion": asked.opinion})
    todos.settle_countersigning(document, WITHDRAW, asked)
    asked.delete()


def ask_again(document: Document) -> int:
    """Open anew every answer given to another text than the present one; returns how many. Part of the edit's act."""
    count = 0
    rows = list(document.countersignatures.select_related("organization", "asked_by"))
    outdated = _outdated(document, rows)
    for asked in rows:
        if asked.pk in outdated:
            before = asked.get_opinion_display()
            asked.opinion, asked.remark, asked.answered_by, asked.answered_at = "", "", None, None
            asked.save()
            message = f"文稿有修改，{asked.organization.name}原会签意见（{before}）不再作数，重新送会签。"
            _note(None, document, ASK_AGAIN, message, asked)
            detail = f"文稿有修改，请{asked.organization.name}重新会签"
            todos.ask_to_countersign(document, ASK_AGAIN, asked, detail)
            count += 1
    return count


def on_document_moved(sender: Any, document_id: int, act: str, **more: Any) -> None:
    """Receiver of ``signals.document_status_changed``: answers hold for the text they were given to."""
    if (
        act in ("edit", "recipients")
        and Countersignature.objects.filter(document=document_id).exclude(opinion="").exists()
    ):
        ask_again(Document.objects.select_related("series__issuer").get(pk=document_id))


def guard(document: Document, act: str, user: User) -> list[str]:
    """No signature while a unit has not answered, objects, or has answered to another text."""
    if act != SIGN.code:
        return []
    reasons = []
    rows = list(document.countersignatures.select_related("organization"))
    outdated = _outdated(document, rows)
    for asked in rows:
        if asked.opinion == Opinion.OBJECTED:
            reasons.append(f"{asked.organization.name}会签不同意，请修改后重新会签，或撤回会签。")
        elif not asked.opinion:
            reasons.append(f"{asked.organization.name}还没有会签，会签后才能签发。")
        elif asked.pk in outdated:
            reasons.append(f"文稿在{asked.organization.name}会签后有修改，请重新送会签。")
    return reasons


def _open(document: Document, version: int | None, action: Action) -> Document:
    locked = lock(document.pk)
    check_version(locked, version)
    if not action.allows(locked.status):
        raise DomainError(ErrorCode.WRONG_STATE, f"公文{locked.get_status_display()}，签发之前才能会签。")
    return locked


def _text(action: Action, text: str, missing: str) -> str:
    """The checked text of an action; with ``missing``, the sentence when there is none, it must be written."""
    assert action.text is not None
    return action.text.required(missing).clean(text)


def _locked(asked: Countersignature) -> Countersignature:
    found = (
        Countersignature.objects.select_for_update(of=("self",))
        .select_related("organization", "asked_by")
        .filter(pk=asked.pk)
        .first()
    )
    if found is None:
        raise DomainError(ErrorCode.WRONG_STATE, "会签已经撤回，不用再办。")
    return found


def _text_version(document: Document) -> int:
    """The number of the newest stored text."""
    newest = document.versions.aggregate(newest=Max("version"))["newest"]
    return int(newest or document.version)


def _outdated(document: Document, rows: Iterable[Countersignature]) -> set[int]:
    """Return the keys of those whose answer was given to another text than the present one."""
    answered = {asked.pk: asked.text_version for asked in rows if asked.opinion}
    kept = document.versions.filter(version__in=answered.values())
    same = {each.version for each in kept if (each.title, each.content) == (document.title, document.content)}
    return {pk for pk, version in answered.items() if version not in same}


def _note(
    user: User | None,
    document: Document,
    action: Action,
    message: str,
    asked: Countersignature,
    data: dict[str, Any] | None = None,
) -> None:
    stored = {"organization": asked.organization.code} | (data or {})
    announce(user=user, document=document, action=action, message=message, data=stored)
