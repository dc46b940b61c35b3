"""Sound as numbers: what a file is, where it is quiet, how it is cut, how what was heard is joined. Pure."""
