"""The finder of the ministries' support menus."""
