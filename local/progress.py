"""Shows what is being done: a line that moves on a terminal, plain lines elsewhere. Standard library only."""

import sys
import threading
import time
from types import TracebackType

_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_FRAME_SECONDS = 0.1
_WORTH_TELLING_SECONDS = 0.5


class Progress:
    """One step at a time: `step` ends the step before it."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()
        self._text = ""
        self._since = 0.0
        self._done = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> "Progress":
        if self._terminal:
            threading.Thread(target=self._animate, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._done.set()
        self._finish(failed=error is not None)

    def step(self, text: str) -> None:
        """Starts a step, for example `Deploying the template`."""
        self._finish()
        with self._lock:
            self._text, self._since = text, time.monotonic()
        if not self._terminal:
            print(f"  {text} …", flush=True)

    def _finish(self, failed: bool = False) -> None:
        with self._lock:
            text, self._text = self._text, ""
        if text and self._terminal:
            seconds = time.monotonic() - self._since
            duration = f"  {seconds:.1f} s" if seconds >= _WORTH_TELLING_SECONDS else ""
            sys.stdout.write(f"\r\033[K  {'✗' if failed else '✓'} {text}{duration}\n")
            sys.stdout.flush()

    def _animate(self) -> None:
        frame = 0
        while not self._done.wait(_FRAME_SECONDS):
            frame = (frame + 1) % len(_FRAMES)
            with self._lock:
                if self._text:
                    sys.stdout.write(f"\r\033[K  {_FRAMES[frame]} {self._text} …")
                    sys.stdout.flush()
