"""A language model words an answer that code has found: it is handed evidence, and what it writes is verified."""
