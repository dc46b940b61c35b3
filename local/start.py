"""The first half of every command: with any Python, makes the environments, then goes on inside them."""

import errno
import os
import shutil
import sys

from local import environments
from local.lock import Lock, LockedError
from local.places import ROOT, Places
from local.problem import Problem
from local.progress import Progress

_SECOND_HALVES = {
    "run": ["local.run"],
    "package": ["local.package"],
    "deploy": ["local.aws", "deploy"],
    "destroy": ["local.aws", "destroy"],
    "doctor": ["local.doctor"],
    "test": ["local.checks", "test"],
    "check": ["local.checks", "check"],
    "bench": ["local.bench"],
}
_REQUIREMENTS = {
    "run": "run",
    "package": "run",
    "deploy": "test",
    "destroy": "test",
    "doctor": "run",
    "test": "test",
    "check": "test",
    "bench": "run",
}
_FREE_BYTES_TO_INSTALL = 1_500_000_000


def start(arguments: list[str]) -> int:
    """Replaces this process by the command's second half. Returns only where that cannot be, with the exit code."""
    command = arguments[0] if arguments else "run"
    if command not in _SECOND_HALVES:
        sys.stderr.write(f"python3 -m local knows {', '.join(_SECOND_HALVES)}, and not {command}.\n")
        return 2
    try:
        return _start(command, arguments[1:])
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("The disk is full. Free some space and run it again.\n")
    except KeyboardInterrupt:
        pass
    return 1


def _start(command: str, rest: list[str]) -> int:
    if command == "run":
        from local.preflight import check_free

        check_free(Places.from_environment())
    progress = Progress()
    with progress, _MakingEnvironments():
        if not environments.PROJECT.exists():
            _need_space()
        python = environments.make_project(progress.step, _REQUIREMENTS[command])
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(python, [str(python), "-m", *_SECOND_HALVES[command], *rest])  # noqa: S606 - no shell is wanted


class _MakingEnvironments:
    """Two commands at once on a fresh clone: the second waits until the first has made the environments."""

    def __enter__(self) -> None:
        try:
            self._lock = Lock.take(ROOT / "build" / "environments.lock", wait_seconds=900)
        except LockedError:
            raise Problem("Another command has been making the environments for 15 minutes. Stop it first.") from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _need_space() -> None:
    if shutil.disk_usage(ROOT).free < _FREE_BYTES_TO_INSTALL:
        raise Problem(f"The first start needs about 1.5 GB of free disk space at {ROOT}. Free some and run it again.")
