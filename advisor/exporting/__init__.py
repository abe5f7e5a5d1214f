"""Dossiers as files: the official form filled in, the outline, Markdown, and the annex of evidence."""
