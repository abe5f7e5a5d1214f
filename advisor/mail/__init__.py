"""E-mail as files: read (`.eml`, `.mbox`), cut down to what its sender wrote, written as a draft. Nothing is sent."""
