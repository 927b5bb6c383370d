"""Every write of the accident register."""
