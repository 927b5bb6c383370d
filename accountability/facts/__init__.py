"""Stored accidents and rule sets as values of the evaluator."""
