"""Periodic duties: what has to be done every month, quarter, half-year or year, or on dates, due on working days."""
