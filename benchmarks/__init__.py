"""Time the pages and services that people wait for: `make bench`."""
