"""Whether a statement may be shown: pure checks, the same for every composer and for anyone's model output."""
