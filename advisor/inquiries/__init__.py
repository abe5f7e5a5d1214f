"""Inquiries (問合せ) to the secretariat: taken in, joined by thread, answered by a draft that a person decides on."""
