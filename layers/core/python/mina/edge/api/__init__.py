"""The HTTP API: a table of routes, what they take and what they answer."""
