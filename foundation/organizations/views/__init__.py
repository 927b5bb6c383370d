"""Screens of persons, units and dictionaries."""
