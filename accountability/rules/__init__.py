"""The pure evaluator: rule sets, facts, windows, explanation."""
