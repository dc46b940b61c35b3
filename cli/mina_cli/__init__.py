"""The `mina` command."""
