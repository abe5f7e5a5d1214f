"""Application advisor for Japanese public calls: cited answers that are valid on the day asked."""
