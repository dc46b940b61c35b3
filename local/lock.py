"""A lock on a file that ends with its process, however that ends."""

import fcntl
import os
import time
from pathlib import Path


class LockedError(Exception):
    """Another process has the lock."""


class Lock:
    """An exclusive `flock`; not inherited by child processes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: str | Path, wait_seconds: float = 0) -> "Lock":
        """Takes the lock, after waiting for it for at most `wait_seconds`.

        Raises:
            LockedError: somebody else has it still.
        """
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return cls(descriptor)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(descriptor)
                    raise LockedError(str(path)) from None
                time.sleep(0.05)

    def release(self) -> None:
        """Gives the lock back."""
        os.close(self._descriptor)
