"""What the rules say beside an accident: while it is being typed, and on its page. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accidents.classification import resolve
from accidents.facts import AccidentInput
from accidents.measure_previews import CARRIED_OUT, PreviewItem
from accidents.models import Accident
from accountability.badges import badge_name
from accountability.decisions.selectors import applied_on
from accountability.decisions.status import combined_status, with_receipts
from accountability.facts.reading import department_of, government_of, read_facts
from accountability.models import Decision, DecisionBasis
from accountability.rules.evaluation import Proposal, evaluate
from accountability.rules.facts import AccidentFacts, Government
from accountability.rules.measures import Issuer, Measure, gravity
from accountability.rules.spec import RecipientRole
from accountability.rules.windows import local_day
from foundation.accounts.models import User
from foundation.organizations.selectors import county_government, township_government

#: Sorts after every number, so that the accident being typed comes last among those of its moment.
_TYPED = "\uffff"


def preview(facts: AccidentInput, code: str) -> list[PreviewItem]:
    """The measures of the city that the rule sets in force would propose if the accident were reported like this.

    ``code`` names the accident that the facts are about, when it is in the register: it is then read as typed.
    """
    if facts.occurred_at is None or not facts.county:
        return []
    typed = _typed(facts)
    if typed is None:
        return []
    found: list[Proposal] = []
    for rule_set in applied_on(local_day(facts.occurred_at)):
        spec = rule_set.spec
        window = spec.window_of(local_day(facts.occurred_at))
        others = [item for item in read_facts(spec, window, county=facts.county) if item.code != code]
        found += [item for item in evaluate([*others, typed], spec, window) if typed.code in item.basis]
    of_city = [item for item in found if item.issuer is Issuer.CITY]
    carried_out = _carried_out(of_city, code)
    return [
        *_by_measure(item for item in of_city if item not in carried_out),
        *_by_measure(carried_out, CARRIED_OUT),
    ]


def _carried_out(proposals: list[Proposal], code: str) -> list[Proposal]:
    """Those that a decision was already issued for: typing the accident anew proposes nothing more there."""
    if not code:
        return []
    keys = {item.key.replace(_TYPED, code): item for item in proposals}
    issued = Decision.objects.filter(key__in=keys, issued_at__isnull=False).order_by("pk")
    return [keys[key] for key in issued.values_list("key", flat=True)]


def panel(accident: Accident, user: User) -> tuple[str, dict[str, Any]] | None:
    """The decisions that rest on an accident, for whoever may see them; none while there are none."""
    resting = list(DecisionBasis.objects.filter(accident=accident).values_list("decision_id", flat=True))
    if not resting:
        return None
    decisions = Decision.objects.visible_to(user).filter(pk__in=resting).select_related("rule", "letter__document")
    shown = [
        (decision, combined_status(decision).text)
        for decision in with_receipts(decisions).order_by("rule__order", "pk")
    ]
    return ("accountability/accident_panel.html", {"decisions": shown}) if shown else None


def _by_measure(proposals: Iterable[Proposal], note: str = "") -> list[PreviewItem]:
    """One line a measure, the gravest first, with the places and units it would name."""
    recipients: dict[Measure, list[str]] = {}
    for item in proposals:
        names = recipients.setdefault(item.measure, [])
        is_unit = item.recipient.role is RecipientRole.COUNTY_DEPARTMENT
        name = item.recipient.name if is_unit else item.recipient.place or item.recipient.name
        if name not in names:
            names.append(name)
    ordered = sorted(recipients, key=gravity, reverse=True)
    return [
        PreviewItem(measure.label, "、".join(recipients[measure]), badge_name(measure), note) for measure in ordered
    ]


def _typed(facts: AccidentInput) -> AccidentFacts | None:
    """The accident being typed as rules read it; ``None`` while its county is not known."""
    references = resolve(facts)
    if references.county is None:
        return None
    return AccidentFacts.from_input(
        facts,
        code=_TYPED,
        name="本起",
        county=government_of(references.county, county_government) or Government(facts.county, "", ""),
        township=government_of(references.township, township_government),
        department=department_of(references.supervising_department, facts.county),
    )
