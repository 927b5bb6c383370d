"""Pure functions that read and write numbers, dates and text as people type them."""
