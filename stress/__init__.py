"""Long-running tests, started by hand: `make stress`. They break the portal on purpose and check what is left."""
