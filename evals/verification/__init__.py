"""How well the verifier tells sentences that may be shown from those that may not."""
