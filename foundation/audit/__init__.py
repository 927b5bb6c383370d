"""The append-only journal of events and the row history."""
