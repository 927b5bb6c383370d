"""Pages of the accident register."""
