"""How good the advisor is: question sets, what it said, how that scores, against what, and how fast."""
