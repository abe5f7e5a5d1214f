"""The evaluator's precedent room: selected hubs found with why they match, kept in lists; published sources only."""
