"""Saving, renaming and deleting a person's own views of lists."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict

from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode, NotPermitted
from foundation.common.people import Person
from foundation.common.text.normalization import clean_line
from foundation.ui import saved_views
from foundation.ui.lists import ListPage
from foundation.ui.models import SavedView
from foundation.ui.signals import saved_view_changed

#: More than these of one list are no help in finding anything.
MOST_VIEWS = 20
LONGEST_NAME = 20
LONGEST_QUERY = 2000


@transaction.atomic
def save_view(*, user: Person, list_name: str, name: str, query: str) -> SavedView:
    """Keep ``query`` (an address's query; names that the list does not know are left out) as ``name``.

    The person must be allowed to see the list; at most ``MOST_VIEWS`` of one list. Raises ``DomainError`` ("no_list",
    "bad_name" with the field, "too_many", "too_long"), ``NotPermitted``.
    """
    shown = list_class(list_name)
    if shown is None:
        raise DomainError(ErrorCode.NO_LIST, "没有这个列表，视图没有保存。")
    if shown.act and not user.may(shown.act):
        raise NotPermitted("您的角色不看这个列表，不能存它的视图。")
    mine = _locked(user).filter(list_name=list_name)
    name = _checked_name(name, mine)
    if mine.count() >= MOST_VIEWS:
        raise DomainError(ErrorCode.TOO_MANY, f"每个列表最多存 {MOST_VIEWS} 个视图，请先删去不用的。")
    kept = saved_views.canonical(QueryDict(query), shown.known_parameters())
    if len(kept) > LONGEST_QUERY:
        raise DomainError(ErrorCode.TOO_LONG, "筛选条件太长，存不下。请减少条件再存。")
    view = SavedView(owner_id=user.pk, list_name=list_name, name=name, query=kept, saved_at=clock.now())
    view.full_clean()
    view.save()
    _send(user, view, f"存{shown.title}视图“{name}”。")
    return view


@transaction.atomic
def rename_view(*, user: Person, view: SavedView, name: str) -> SavedView:
    """Give an own view another name. Raises ``DomainError("bad_name")``, ``NotPermitted`` for another's."""
    mine = _locked(user)
    view = _own(mine, view)
    before = view.name
    name = _checked_name(name, mine.filter(list_name=view.list_name).exclude(pk=view.pk))
    if name == before:
        return view
    view.name = name
    view.full_clean()
    view.save()
    _send(user, view, f"视图“{before}”改名为“{name}”。")
    return view


@transaction.atomic
def delete_view(*, user: Person, view: SavedView) -> None:
    """Delete an own view; the rows it showed are not touched. Raises ``NotPermitted`` for another's."""
    view = _own(_locked(user), view)
    _send(user, view, f"删除视图“{view.name}”。")
    view.delete()


def list_class(list_name: str) -> type[ListPage] | None:
    """The list behind an address name; None when there is none such."""
    found = saved_views.class_of_list(list_name)
    return found if isinstance(found, type) and issubclass(found, ListPage) else None


def _locked(user: Person) -> Any:
    """The person's views, with the person locked: two windows at once must not pass the limit together."""
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    return SavedView.objects.visible_to(user)


def _own(mine: Any, view: SavedView) -> SavedView:
    found: SavedView | None = mine.filter(pk=view.pk).first()
    if found is None:
        raise NotPermitted("这个视图不是您的，或者已经删除。")
    return found


def _checked_name(name: str, others: Any) -> str:
    name = clean_line(name)
    if not name:
        message = "请给视图起个名称。"
    elif len(name) > LONGEST_NAME:
        message = f"名称最多 {LONGEST_NAME} 个字，请写短些。"
    elif others.filter(name=name).exists():
        message = f"已有名为“{name}”的视图，请换一个名称，或先删除原来的。"
    else:
        return name
    raise DomainError(ErrorCode.BAD_NAME, message, {"name": message})


def _send(user: Person, view: SavedView, message: str) -> None:
    saved_view_changed.send(sender=SavedView, user=user, view=view, message=message)
