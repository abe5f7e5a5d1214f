"""The rounds: what each says, and two side by side."""
