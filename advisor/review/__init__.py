"""Reviewing a dossier: where each sentence comes from, what changed, what does not agree, how far it is."""
