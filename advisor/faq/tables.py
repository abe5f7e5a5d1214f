"""The tables of advisor/faq."""
