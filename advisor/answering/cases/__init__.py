"""A described case: judged by the rules, or weighed against the types."""
