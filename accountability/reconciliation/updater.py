"""Apply the actions of the reconciliation table to stored decisions. Used by ``run.py`` only."""

from __future__ import annotations

from collections.abc import Mapping

from accidents.models import Accident
from accountability.actions import DECISION_ACTIONS
from accountability.audit import log_decision_event
from accountability.decisions.todos import refresh_decision_todos
from accountability.letters import progress
from accountability.models import Decision, DecisionBasis, Rule, RuleSet
from accountability.reconciliation.basis import proposed_basis, stored_basis
from accountability.reconciliation.table import ReconcileAction, gone_digest
from accountability.rules.evaluation import Proposal
from accountability.rules.exclusions import lapse_reason, superseded_reason
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Issuer
from accountability.rules.recipients import Recipient
from accountability.rules.serialization import explanation_to_parts
from accountability.rules.spec import RecipientRole, RuleSetSpec
from accountability.rules.windows import Window
from foundation.common import clock
from foundation.organizations.models import Organization
from foundation.worklist.action_todos import settle_todos

_GOVERNMENT_KINDS = {
    RecipientRole.COUNTY_GOVERNMENT: Organization.Kind.COUNTY_GOVERNMENT,
    RecipientRole.TOWNSHIP_GOVERNMENT: Organization.Kind.TOWNSHIP_GOVERNMENT,
}

_JUST_READ = ("rule", "recipient_organization", "county", "trigger")


class DecisionUpdater:
    """Apply the actions of one reconciliation; collect the decisions whose to-dos must be counted anew."""

    def __init__(
        self, rule_set: RuleSet, spec: RuleSetSpec, window: Window, facts: Mapping[str, AccidentFacts]
    ) -> None:
        self.spec = spec
        self.window = window
        self.facts = facts
        self.rules: dict[str, Rule] = {rule.code: rule for rule in rule_set.rules.select_related("rule_set")}
        self.accidents: dict[str, int] = dict(Accident.objects.filter(code__in=list(facts)).values_list("code", "pk"))
        self.touched: list[Decision] = []

    def create(self, proposal: Proposal) -> Decision:
        """Store a new proposal; a provincial one waits for the province's document instead."""
        recipient = proposal.recipient
        decision = Decision(
            rule=self.rules[proposal.rule],
            key=proposal.key,
            measure=proposal.measure.value,
            recipient_role=recipient.role.value,
            recipient_code=recipient.code or "",
            recipient_name=recipient.name,
            recipient_organization=self._organization(recipient),
            county_id=proposal.county_code,
            place_code=_place(proposal),
            window_start=self.window.start,
            window_end=self.window.end,
            trigger_id=self.accidents[proposal.trigger] if proposal.trigger else None,
            status=_first_status(proposal),
            proposed_at=clock.now(),
            explanation=explanation_to_parts(proposal.explanation),
        )
        # What it points to was just read, and the database holds the constraints: no query for each of them again.
        decision.full_clean(exclude=_JUST_READ, validate_unique=False, validate_constraints=False)
        decision.save()
        DecisionBasis.objects.bulk_create(
            DecisionBasis(decision=decision, accident_id=self.accidents[item.code], revision_id=int(item.revision))
            for item in proposal.explanation.counted
        )
        log_decision_event(None, DECISION_ACTIONS["propose"], decision, proposal.explanation.text)
        self.touched.append(decision)
        return decision

    def apply(
        self, action: ReconcileAction, decision: Decision, proposal: Proposal | None, superseding: Proposal | None
    ) -> None:
        """Apply one action. Whatever it is, remember whether the rules ask for the decision now."""
        if action is ReconcileAction.NOTHING:
            self._remember(decision, proposal)
            return
        decision.is_proposed = proposal is not None
        if action is ReconcileAction.LAPSE:
            self._lapse(decision, superseding)
        elif action is ReconcileAction.LINK_SUPERSEDED and superseding is not None:
            self._link(decision, superseding)
        elif action in (
            ReconcileAction.FLAG_CHANGED,
            ReconcileAction.FLAG_GONE,
            ReconcileAction.FLAG_AGAIN,
            ReconcileAction.CLEAR_FLAG,
        ):
            self._flag(action, decision, proposal, superseding)
        elif proposal is not None:
            self._renew(action, decision, proposal)
        self.touched.append(decision)

    def refresh_todos(self) -> None:
        """Count the to-dos of everything that was touched."""
        refresh_decision_todos(self.touched)

    def _remember(self, decision: Decision, proposal: Proposal | None) -> None:
        moved = proposal is not None and decision.window_start != self.window.start
        if decision.is_proposed == (proposal is not None) and not moved:
            return
        decision.is_proposed = proposal is not None
        if moved:
            decision.window_start, decision.window_end = self.window.start, self.window.end
        decision.save(update_fields=["is_proposed", "window_start", "window_end"])

    def _renew(self, action: ReconcileAction, decision: Decision, proposal: Proposal) -> None:
        """Take over the proposal's basis: it grew or changed, its figures are newer, or an end is undone."""
        before = decision.get_status_display()
        if action is ReconcileAction.REOPEN:
            decision.status = _first_status(proposal)
            decision.letter = None
            decision.superseded_by = None
            decision.lapse_reason = ""
        decision.rule = self.rules[proposal.rule]
        decision.recipient_name = proposal.recipient.name
        decision.recipient_organization = self._organization(proposal.recipient)
        decision.window_start, decision.window_end = self.window.start, self.window.end
        decision.explanation = explanation_to_parts(proposal.explanation)
        if action is not ReconcileAction.MOVE_POINTER:
            decision.version += 1
        decision.save()
        self._write_basis(decision, proposal)
        if action is ReconcileAction.UPDATE_BASIS and decision.letter is not None:
            progress.reopen(decision.letter, f"{decision}的依据有变：{proposal.explanation.text}")
        event, text = {
            ReconcileAction.MOVE_POINTER: ("follow_revision", "采用事故的新版次，依据不变。"),
            ReconcileAction.UPDATE_BASIS: ("update_basis", f"依据更新：{proposal.explanation.text}"),
            ReconcileAction.REOPEN: ("reopen", f"由“{before}”恢复为拟处理：{proposal.explanation.text}"),
        }[action]
        log_decision_event(None, DECISION_ACTIONS[event], decision, text)

    def _lapse(self, decision: Decision, superseding: Proposal | None) -> None:
        reason = superseded_reason(superseding.measure) if superseding else self._why_gone(decision)
        letter = decision.letter
        decision.status = DECISION_ACTIONS["lapse"].target
        decision.lapse_reason = reason[:500]
        decision.superseded_by = self._decision_of(superseding)
        decision.letter = None
        decision.approved_by = decision.approved_at = None
        decision.version += 1
        decision.save()
        log_decision_event(None, DECISION_ACTIONS["lapse"], decision, f"不再符合条件，自动失效：{reason}。")
        settle_todos(DECISION_ACTIONS["lapse"], decision)
        if letter is not None:
            progress.leave(letter, decision, f"{decision}已失效：{reason}")

    def _link(self, decision: Decision, superseding: Proposal) -> None:
        decision.superseded_by = self._decision_of(superseding)
        decision.flag = decision.flag_fingerprint = ""
        decision.version += 1
        decision.save()
        log_decision_event(
            None,
            DECISION_ACTIONS["supersede"],
            decision,
            f"{superseded_reason(superseding.measure)}，原决定仍保留。",
        )

    def _flag(
        self, action: ReconcileAction, decision: Decision, proposal: Proposal | None, superseding: Proposal | None
    ) -> None:
        flag = {
            ReconcileAction.FLAG_CHANGED: Decision.Flag.BASIS_CHANGED,
            ReconcileAction.FLAG_GONE: Decision.Flag.BASIS_GONE,
            ReconcileAction.FLAG_AGAIN: Decision.Flag.PROPOSED_AGAIN,
        }.get(action, Decision.Flag.NONE)
        decision.flag = flag
        decision.flag_fingerprint = _flag_digest(action, decision, proposal)
        if action is ReconcileAction.CLEAR_FLAG and proposal is not None:
            decision.superseded_by = None
        if proposal is not None:
            decision.window_start, decision.window_end = self.window.start, self.window.end
        decision.version += 1
        decision.save()
        why = proposal.explanation.text if proposal else self._why_gone(decision)
        event = DECISION_ACTIONS["flag" if flag else "clear_flag"]
        text = f"{decision.get_flag_display()}：{why}" if flag else "事实恢复，提示撤销。"
        log_decision_event(None, event, decision, text)

    def _why_gone(self, decision: Decision) -> str:
        basis = {row.accident.code: row.accident.name for row in decision.basis.all()}
        if decision.rule.code not in self.rules:
            return "新版规则集已没有这一条"
        rule = self.spec.rule(decision.rule.code)
        recipient = Recipient(
            RecipientRole(decision.recipient_role), decision.recipient_code or None, decision.recipient_name
        )
        return lapse_reason(self.spec, rule, recipient, self.window, basis, self.facts)

    def _write_basis(self, decision: Decision, proposal: Proposal) -> None:
        revisions = {item.code: int(item.revision) for item in proposal.explanation.counted}
        wanted = {self.accidents[code]: revision for code, revision in revisions.items()}
        present = dict(decision.basis.values_list("accident_id", "revision_id"))
        decision.basis.exclude(accident_id__in=wanted).delete()
        for accident, revision in wanted.items():
            if accident not in present:
                DecisionBasis.objects.create(decision=decision, accident_id=accident, revision_id=revision)
            elif present[accident] != revision:
                decision.basis.filter(accident_id=accident).update(revision_id=revision)

    def _decision_of(self, proposal: Proposal | None) -> Decision | None:
        return Decision.objects.get(key=proposal.key) if proposal else None

    def _organization(self, recipient: Recipient) -> Organization | None:
        if recipient.code is None:
            return None
        active = Organization.objects.filter(is_active=True)
        kind = _GOVERNMENT_KINDS.get(recipient.role)
        if kind is None:
            return active.filter(code=recipient.code).first()
        return active.filter(kind=kind, division_id=recipient.code).first()


def _first_status(proposal: Proposal) -> str:
    return Decision.Status.EXPECTED if proposal.issuer is Issuer.PROVINCE else Decision.Status.PROPOSED


def _place(proposal: Proposal) -> str:
    """The scope's prefix: the township for its own decisions, else the county."""
    if proposal.recipient.role is RecipientRole.TOWNSHIP_GOVERNMENT and proposal.recipient.code:
        return proposal.recipient.code
    return proposal.county_code


def _flag_digest(action: ReconcileAction, decision: Decision, proposal: Proposal | None) -> str:
    if action is ReconcileAction.CLEAR_FLAG:
        return ""
    return proposed_basis(proposal).digest if proposal else gone_digest(stored_basis(decision))
