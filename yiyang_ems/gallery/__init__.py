"""The page of all components, for those who build screens and for the tests."""
