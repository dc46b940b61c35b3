"""Starts and stops the emulator's process. Used by the runner and by the tests, without importing ministack."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.places import ACCESS_KEY_ID, REGION, ROOT, SECRET_ACCESS_KEY
from local.problem import Problem

_DROPPED_VARIABLES = ("AWS_", "PYTHON", "VIRTUAL_ENV", "STATE_DIR", "S3_", "SERVICES", "LAMBDA_", "MINISTACK_")
DISK_FULL_EXIT = 74


@dataclass(slots=True)
class Emulator:
    """A running emulator. Its standard input is held open: when this process ends, the emulator stops."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    @classmethod
    def start(
        cls,
        *,
        python: Path,
        port: int,
        state: Path,
        log: Path,
        settings: Mapping[str, str] | None = None,
        timeout_seconds: float = 60,
    ) -> "Emulator":
        """Starts the emulator on 127.0.0.1 and returns when it answers, with yesterday's state loaded.

        Raises:
            Problem: it ended, or did not answer in time.
        """
        scratch = state / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        functions = log.with_name("functions.log")
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(python), "-m", "local.emulator"],
                cwd=ROOT,
                env={
                    **_environment(port, state),
                    "TMPDIR": str(scratch),
                    "MINA_FUNCTION_LOG": str(functions),
                    **(settings or {}),
                },
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C goes to the runner, which stops the emulator in its own time
            )
        emulator = cls(process, f"http://127.0.0.1:{port}", log)
        emulator._wait_until_ready(timeout_seconds)
        return emulator

    def save(self) -> None:
        """Has everything saved, functions and tables too; what the journal and the files do not cover as it happens."""
        request = urllib.request.Request(f"{self.url}/_mina/save", method="POST")  # noqa: S310 - our own URL
        with urllib.request.urlopen(request, timeout=60):  # noqa: S310
            pass

    def stop(self, timeout_seconds: float = 30) -> None:
        """Stops it in order: it saves, and this returns when it has ended. Harmless when it has ended already."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout_seconds)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close_line()

    def kill(self) -> None:
        """Ends it at once, as a crash would."""
        self.process.kill()
        self.process.wait()
        self._close_line()

    def last_words(self) -> str:
        """Why it ended, in one line for a person."""
        if self.process.poll() == DISK_FULL_EXIT:
            return "the disk is full, so nothing more could be saved. Free some space and run it again"
        return f"see {self.log}"

    def _close_line(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()

    def _wait_until_ready(self, timeout_seconds: float) -> None:
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self._close_line()
                raise Problem(f"The emulator ended while starting: {self.last_words()}.")
            try:
                with urllib.request.urlopen(f"{self.url}/_ministack/ready", timeout=1):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.03)
        self.kill()
        raise Problem(f"The emulator did not answer within {timeout_seconds:.0f} s: see {self.log}.")


def _environment(port: int, state: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED_VARIABLES)}
    return {
        **inherited,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "STATE_DIR": str(state),
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "MINA_LAYER_CACHE": str(layer_cache()),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        "AWS_DEFAULT_REGION": REGION,
    }


def layer_cache() -> Path:
    """Where unpacked layers lie, by content, for all emulators of this checkout."""
    return ROOT / "build" / "local" / "layers"
