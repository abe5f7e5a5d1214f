"""Attempts to steer the advisor: asked directly, and planted in what it reads."""
