"""Pure arithmetic of periods and of the days on which duties are due."""
