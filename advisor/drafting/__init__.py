"""From a form and evidence files to a draft: claims with quotes, coverage, gaps, contradictions."""
