"""REST API of the accident register."""
