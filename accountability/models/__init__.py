"""What is stored of rules, decisions and letters."""

from accountability.models.decision import Decision, DecisionBasis
from accountability.models.follow_up_letter import FollowUpLetter
from accountability.models.letter import Letter
from accountability.models.reconciliation_request import ReconciliationRequest
from accountability.models.rule_set import Rule, RuleSet

__all__ = [
    "Decision",
    "DecisionBasis",
    "FollowUpLetter",
    "Letter",
    "ReconciliationRequest",
    "Rule",
    "RuleSet",
]
