"""Draft replies to inquiries: the advisor's answers as a polite business e-mail, beside what was replied before."""
