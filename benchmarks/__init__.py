"""Timings of what people wait for: `make bench`."""
