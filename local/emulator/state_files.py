"""Saves a service's state so that a crash at any moment leaves either the old file or the new one."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.emulator.patching import service

_after_save: dict[str, Callable[[], None]] = {}


def when_saved(name: str, callback: Callable[[], None]) -> None:
    """Calls `callback` each time the state of the service `name` has reached the disk."""
    _after_save[name] = callback


def encode(name: str, state: Any) -> str:
    """The text of a state file, in ministack's own format, so that stock code can load it."""
    persistence = service("core.persistence")
    wrapped = {"__ministack_format__": persistence._state_format_version(name), "payload": state}
    return json.dumps(wrapped, default=persistence._json_default)


def write(name: str, text: str) -> None:
    """Replaces the state file of `name`, and tells who waits for it.

    Raises:
        OSError: the disk is full or gone; the old file is still there.
    """
    folder = Path(os.environ["STATE_DIR"])
    partial = folder / f"{name}.json.partial"
    with partial.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / f"{name}.json")
    if name in _after_save:
        _after_save[name]()


def save(name: str, get_state: Callable[[], Any]) -> None:
    """Saves one service now. A service that has no state (stock: `None`) keeps the file it has."""
    state = get_state()
    if state is not None:
        write(name, encode(name, state))
