"""Administrative divisions, organizations and sectors."""
