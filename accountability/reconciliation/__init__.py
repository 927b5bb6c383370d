"""Applying the evaluator's proposals to stored decisions."""
