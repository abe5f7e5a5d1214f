"""The applicant's own files: received, read and searched within one dossier. Nothing of them leaves it."""
