"""Who did what: the append-only event log and the row history."""
