"""Inquiries of fictional senders (架空) with what is known about them. What the keys mean: README.md."""
