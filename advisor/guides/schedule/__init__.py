"""The schedule: where the call stands, its events, all rounds."""
