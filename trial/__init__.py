"""Long tests by hand: `make trial`. They break the portal on purpose and look at what is left."""
