"""The FAQ that grows from approved replies: candidates, entries bound to what they quote, and what is published."""
