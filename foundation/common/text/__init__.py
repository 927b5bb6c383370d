"""Pure functions that parse and format numbers, dates and text."""
