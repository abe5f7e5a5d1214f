"""Questions about selected hubs: asked, found, told."""
