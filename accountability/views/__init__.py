"""Pages of decisions, letters and simulations."""
