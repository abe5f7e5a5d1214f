"""The corpus: what may be quoted, who issued it, and whether it is what it says."""
