"""Pages of login, the own account and user administration."""
