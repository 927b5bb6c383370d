"""The embedded PostgreSQL and Valkey, and the one supervisor over them and web, worker and beat. Knows no Django."""
