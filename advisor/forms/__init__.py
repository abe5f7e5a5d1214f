"""Application forms: what a form asks for, where each answer goes, and the form filled in."""
