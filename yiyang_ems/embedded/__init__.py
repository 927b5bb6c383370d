"""The embedded PostgreSQL and Valkey, and the supervisor of these, web, worker and beat. Does not import Django."""
