"""A further round: proposed from its document, accepted one by one."""
