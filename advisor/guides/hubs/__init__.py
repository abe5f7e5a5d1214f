"""The selected hubs: found, compared, like a described one."""
