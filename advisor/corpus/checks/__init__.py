"""Whether the corpus is what it says."""
