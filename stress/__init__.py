"""Long tests by hand: `make stress`. They break the portal on purpose and look at what is left."""
