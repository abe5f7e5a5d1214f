"""Guided results: what a form asks for, as rows, an Answer under the one contract, and a table to download."""
