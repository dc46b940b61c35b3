"""The form in which things are stored."""

SCHEMA_VERSION = 3
"""What is written now. 1: the release before versions were written; whatever bears none has it."""
