"""What stops a command: told to the person in one line."""

from __future__ import annotations


class Complaint(Exception):
    """One line that says what is wrong and, where possible, what to do. `exit_code` is the process's."""

    def __init__(self, text: str, exit_code: int = 1) -> None:
        self.exit_code = exit_code
        super().__init__(text)
