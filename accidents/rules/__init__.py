"""Pure rules of the accident register."""
