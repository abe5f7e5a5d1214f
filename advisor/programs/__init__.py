"""Programs as dated, sourced data."""
