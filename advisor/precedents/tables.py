"""The tables of advisor/precedents."""
