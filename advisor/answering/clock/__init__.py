"""What the clock says of a call: days left, results, ends of validity."""
