"""Where the local run keeps things, which ports it takes, and the settings that change them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.problem import Problem

ROOT = Path(__file__).resolve().parent.parent

REGION = "us-east-1"
ACCESS_KEY_ID = "test"
SECRET_ACCESS_KEY = "test"  # noqa: S105 - the emulator takes any
STACK_NAME = "mina"


@dataclass(frozen=True, slots=True)
class Places:
    """One local run: its data folder and its two ports on 127.0.0.1."""

    data: Path
    port: int
    page_port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Places":
        """Reads `MINA_DATA`, `MINA_PORT` and `MINA_PAGE_PORT`.

        Raises:
            Problem: a port is not a number between 1 and 65535.
        """
        return cls(
            data=Path(environment.get("MINA_DATA") or ROOT / ".mina").expanduser().resolve(),
            port=_port(environment, "MINA_PORT", 4566),
            page_port=_port(environment, "MINA_PAGE_PORT", 8700),
        )

    @property
    def state(self) -> Path:
        return self.data / "state"

    @property
    def deployed(self) -> Path:
        """Is there once a deployment has succeeded and been saved."""
        return self.data / "deployed"

    @property
    def log(self) -> Path:
        return self.data / "emulator.log"

    @property
    def endpoints(self) -> Path:
        return self.data / "endpoints.json"

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.page_port}"


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Problem(f"{name} must be a port number between 1 and 65535, not {text!r}.")
    return int(text)
