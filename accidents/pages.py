"""Small things that all pages of the register share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from accidents.models import Accident
from accidents.selectors import with_facts


def accident_or_404(user: Any, code: str) -> Accident:
    """The accident that ``user`` may see under its number, or under the number it had as a draft."""
    found = with_facts(Accident.objects.visible_to(user)).filter(Q(code=code) | Q(draft_code=code)).first()
    if found is None:
        raise Http404
    return found
