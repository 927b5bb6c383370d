"""Versioned reference data: rule sets, standards, lists, schemes. Checked by a second person, immutable once published.

An app declares ``class Standard(PublishedVersion)`` with a model for its rows; the services here take a version from
draft to published and withdrawn.
"""
