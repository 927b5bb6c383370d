"""The page of all components, for looking at them; included by tests only."""
