"""A meeting as a file: one module for each format, pure."""
