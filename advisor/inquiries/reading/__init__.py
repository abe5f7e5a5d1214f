"""Reading an inquiry: which questions it asks, about what, from whom, and in which tone. Nothing is answered here."""
