"""What accidents add to shared pages: count of the menu entry, header search, shortcuts and drafts of the workbench."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from accidents.badges import badge_name
from accidents.filters import DELETED
from accidents.models import Accident, Status
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.search import matching
from foundation.common.text.date_format import moment
from foundation.organizations.selectors import townships_by_initials
from foundation.ui import navigation
from foundation.ui.search import Hit, HitGroup
from foundation.worklist.models import Todo
from foundation.worklist.workbench import (
    Draft,
    Shortcut,
)


def waiting(user: User) -> navigation.Count | None:
    """To-dos about accidents that wait for the person; red when one of them is past its time."""
    todos = Todo.objects.visible_to(user).open().filter(kind__startswith="accident_")
    found = todos.order_by().aggregate(waiting=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=clock.now())))
    return navigation.Count(found["waiting"], has_overdue=bool(found["overdue"]))


def find(user: User, words: str, limit: int) -> HitGroup | None:
    """Accidents by name, number, place, unit, or the initials of their township."""
    also = Q(code__istartswith=words)
    if words.isascii() and words.isalpha():
        also |= Q(place_code__in=list(townships_by_initials(words.lower())))
    found = matching(Accident.objects.visible_to(user), words, also=also)
    total = found.count()
    if not total:
        return None
    hits = [
        Hit(
            title=str(accident),
            url=accident.get_absolute_url(),
            note=f"{moment(accident.occurred_at, now=clock.now()) if accident.occurred_at else ''} {accident.location}",
            badge=badge_name(accident.level),
        )
        for accident in found.order_by("-occurred_at", "-code")[:limit]
    ]
    return HitGroup("事故", hits, total, reverse("accidents:list", query={"q": words}))


def shortcuts(user: User) -> list[Shortcut]:
    """登记事故 for whoever submits, 快报 for whoever may write a draft."""
    quick = reverse("accidents:quick")
    if user.may("accident.submit"):
        return [Shortcut("快报（六项）", quick), Shortcut("登记事故", reverse("accidents:register"), True)]
    if user.may("accident.draft"):
        return [Shortcut("快报（六项）", quick, True)]
    return []


def drafts(user: User) -> list[Draft]:
    """The drafts of the person's reach; a county sees its townships' quick reports among them."""
    if not user.may("accident.draft"):
        return []
    rows = Accident.objects.visible_to(user).filter(status=Status.DRAFT).select_related("drafting_organization")
    return [
        Draft(
            title=accident.name or "事故草稿（未填发生时间）",
            url=reverse("accidents:edit" if user.may("accident.submit") else "accidents:detail", args=[accident.code]),
            saved_at=accident.saved_at,
            note=f"{'快报，' if accident.is_quick else ''}{accident.drafting_organization.short_name}",
        )
        for accident in rows.order_by("-saved_at")[:20]
    ]


def draft_links(user: User) -> list[Shortcut]:
    """From the drafts of the workbench to all of them, and to those the person has deleted and can restore."""
    if not user.may("accident.draft"):
        return []
    listed = reverse("accidents:list")
    links = [Shortcut("全部事故草稿", f"{listed}?status={Status.DRAFT}")]
    if deleted := Accident.objects.restorable_by(user).count():
        links.append(Shortcut(f"已删除 {deleted} 件，可恢复", f"{listed}?status={DELETED}"))
    return links
