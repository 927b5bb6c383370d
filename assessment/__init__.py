"""Figures over several packages: targets and the leader's page."""
