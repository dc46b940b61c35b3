"""What stops a local run: told to the person in one line that says what to do."""


class Problem(Exception):  # noqa: N818 - shown to a person as it is, so named for what it is to them
    """A reason to stop whose text is one line: what is wrong, and what to do about it."""
