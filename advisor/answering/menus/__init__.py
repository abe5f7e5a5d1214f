"""Questions that ask for support menus by what they must fulfil."""
