"""The tab 下書きする: dossiers of one workspace, from the applicant's own files to the filled form."""
