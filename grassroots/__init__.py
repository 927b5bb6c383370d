"""Township and village capacity, the 863 standard. Floor 2; empty until its own issue is built."""
