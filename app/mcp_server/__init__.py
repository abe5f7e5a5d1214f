"""The advisor as tools and documents for MCP clients, over the same service as the pages and the API.

Importing this package loads nothing of the MCP SDK: that takes the better part of a second.
"""

PATHS = ("/mcp", "/mcp/")  # both, so that nothing is redirected: some clients lose the body of a redirected POST
