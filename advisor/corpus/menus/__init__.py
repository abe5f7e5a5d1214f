"""The support-menu tables: read from their document."""
