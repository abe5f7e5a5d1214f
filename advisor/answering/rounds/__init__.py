"""Differences between rounds, and premises taken from the wrong one."""
