"""REST API of decisions, letters and simulations."""
