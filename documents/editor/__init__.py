"""The structured editor and its working copies."""
