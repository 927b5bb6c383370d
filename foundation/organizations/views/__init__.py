"""Pages of units and dictionaries."""
