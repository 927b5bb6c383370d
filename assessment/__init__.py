"""Figures over several apps: yearly targets and the leader page."""
