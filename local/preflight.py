"""Looks, before anything is started, whether a run can succeed here. Standard library only."""

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from local.lock import Lock, LockedError
from local.places import Places
from local.problem import Problem

_FREE_BYTES_TO_RUN = 200_000_000
_SAVING_SECONDS = 20


def check_free(places: Places, free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free) -> None:
    """Checks that data folder, disk and ports are free.

    Raises:
        Problem: one of them is not; the text says which, and what to do.
    """
    hold(places).release()
    _check_disk(places, free_bytes(places.data))
    _await_previous_emulator(places)
    _check_port(places.port, "MINA_PORT")
    _check_port(places.page_port, "MINA_PAGE_PORT")


def hold(places: Places) -> Lock:
    """Takes the data folder for this run.

    Raises:
        Problem: another run has it.
    """
    places.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return Lock.take(places.data / "run.lock")
    except LockedError:
        raise Problem(
            f"Mina is running on {places.data} already. Stop that one first (Ctrl-C where it runs), "
            "or choose other data and ports: MINA_DATA=… MINA_PORT=… MINA_PAGE_PORT=… make run"
        ) from None


def _check_disk(places: Places, free_bytes: int) -> None:
    if free_bytes < _FREE_BYTES_TO_RUN:
        raise Problem(
            f"The disk is full: {places.data} has less than 200 MB left. Free some space, or set MINA_DATA elsewhere."
        )


def _await_previous_emulator(places: Places) -> None:
    # A runner that was killed leaves its emulator behind for as long as that takes to save.
    try:
        Lock.take(places.state / "emulator.lock", wait_seconds=_SAVING_SECONDS).release()
    except LockedError:
        raise Problem(
            f"The emulator of an earlier run still works on {places.state}. End that process and run it again."
        ) from None


def _check_port(port: int, variable: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} may not be opened by you. Choose one above 1023: {variable}=…") from None
        except OSError:
            raise Problem(
                f"Port {port} is in use by another program. Stop that one, or choose another port: "
                f"{variable}={port + 1} make run"
            ) from None
