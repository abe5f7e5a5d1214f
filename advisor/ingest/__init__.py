"""Reading documents: a file → text and blocks → passages, and a report of what came out."""
