"""Runs the patched emulator in this process: `python -m local.emulator`, with its settings in the environment.

Standard input is a line to the runner: when it closes, however the runner ended, the emulator saves and stops, so that
a killed runner leaves no process behind that would hold the port.
"""

import os
import signal
import sys
import threading

from local.emulator.patches import apply_all
from local.emulator.patching import service
from local.lock import Lock, LockedError


def main() -> None:
    """Holds the lock of the state folder, patches ministack and serves until a signal or the runner's end."""
    try:
        lock = Lock.take(os.environ["STATE_DIR"] + "/emulator.lock")
    except LockedError:
        sys.exit("another emulator works on this state folder")
    threading.Thread(target=_stop_with_runner, daemon=True).start()
    apply_all(frozenset(filter(None, os.environ.get("MINA_EMULATOR_WITHOUT", "").split(","))))
    try:
        service("app").main()
    finally:
        lock.release()


def _stop_with_runner() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
