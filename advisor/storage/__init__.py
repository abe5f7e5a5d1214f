"""The database edge that dossiers, inquiries, the FAQ and saved precedents share: SQLite or PostgreSQL, one schema."""
