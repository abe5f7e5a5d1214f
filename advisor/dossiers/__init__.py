"""Applications in preparation: kept in SQLite or PostgreSQL, each change with its actor, each write one transaction."""
