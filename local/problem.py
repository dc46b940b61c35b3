"""What stops a local run: told to the person in one line that says what to do."""


class Problem(Exception):
    """A reason to stop whose text is one line: what is wrong, and what to do about it."""
