"""The tab FAQ: what the secretariat has answered and approved, for everybody; and the desk where entries are made."""
