"""One module a file format: bytes → Document. The only place that knows the parsing libraries."""
