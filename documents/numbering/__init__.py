"""Document numbers, series and reservations."""
