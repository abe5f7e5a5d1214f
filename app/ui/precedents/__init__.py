"""The evaluator's room in the tab 先例: search with reasons, an outline for the session, comparison, saved lists."""
