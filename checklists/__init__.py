"""Responsibility lists (责任清单), inspections and hazards. Floor 2; empty until its own issue is built."""
