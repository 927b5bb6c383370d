"""Responsibility lists (责任清单), inspections and hazards. Not built yet."""
