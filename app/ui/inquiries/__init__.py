"""The tab 問合せ: the secretariat's desk, from what arrives to the approved reply. It sends nothing."""
