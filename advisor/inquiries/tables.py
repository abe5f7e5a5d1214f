"""The tables of advisor/inquiries."""
