"""The reach of a person's roles for one permission, as a value that querysets turn into a filter."""

from dataclasses import dataclass, field

from django.db.models import Q

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Scope:
    """The union of what all roles of one person grant for one permission; the empty scope matches nothing.

    ``everything`` is city scope, ``division_prefixes`` the subtrees of division codes, ``organization_ids`` the units a
    row must be charged or addressed to, ``user_id`` the person whose own rows match.
    """

    everything: bool = False
    division_prefixes: frozenset[str] = field(default_factory=frozenset)
    organization_ids: frozenset[int] = field(default_factory=frozenset)
    user_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.everything or self.division_prefixes or self.organization_ids or self.user_id)

    def q(self, *, division: str | None = None, organization: str | None = None, author: str | None = None) -> Q:
        """Return the filter for a model, given the lookups of its division code, its unit's id and its author's id.

        A lookup that the model does not have is left out: a grant of that kind then matches nothing.
        """
        if self.everything:
            return Q()
        reach = NOTHING
        if division:
            for prefix in self.division_prefixes:
                reach |= Q(**{f"{division}__startswith": prefix})
        if organization and self.organization_ids:
            reach |= Q(**{f"{organization}__in": self.organization_ids})
        if author and self.user_id:
            reach |= Q(**{author: self.user_id})
        return reach
