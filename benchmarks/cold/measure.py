"""Starts functions as Lambda does, each in a process of its own, and counts what it takes until their first answer."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cold import start, start_state
from benchmarks.cold.endpoint import MODEL_HOST, endpoint, make_certificates
from benchmarks.cold.layers import Function
from benchmarks.counting import cost_of, run_once

START = Path(start.__file__)
INTERPRETER = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
"""Python itself: an environment would lend its packages to a layer that lacks them."""
_VALUES = {
    "TABLE_NAME": "mina",
    "SOCKET_ENDPOINT": "https://socket.execute-api.us-east-1.amazonaws.com/live",
    "POWERTOOLS_SERVICE_NAME": "mina",
    "POWERTOOLS_LOG_LEVEL": "INFO",
    "MODEL_BASE_URL": f"https://{MODEL_HOST}/v1",
    "MODEL_NAME": "stand-in",
    "MODEL_PRICES": "{}",
    "MODEL_SECRET_ARN": "arn:model",
    "CURSOR_SECRET_ARN": "arn:cursors",
    "STATE_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:insights",
    "SETTLE_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:settle",
    "TRANSCRIPTION_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:sound",
    "BUCKET": "mina-files",
}


@dataclass(frozen=True, slots=True)
class Cold:
    """`counted` in `counting.unit()`, 0 where it was not: until the first answer, and until the table has answered a
    write. `modules` and memory once it has answered."""

    counted: float
    until_write: float
    peak_mb: float
    modules: Sequence[str]
    answer: object


class Launcher:
    """Starts functions against the endpoint at `port`, whose certificate `authority` signed; it is in `bundle`, too."""

    def __init__(self, port: int, authority: Path, bundle: Path, scratch: Path) -> None:
        self._port = port
        self._authority = authority
        self._bundle = bundle
        self._scratch = scratch

    def floor(self) -> float:
        """F0, which trusts as few authorities as the product's layer does."""
        command = [*self._command([Path(__file__).parent], "floor.handler"), self._event({})]
        with start_state.a_meeting(""):
            return cost_of(command, {**self._environment(frozenset()), "ROOTS": str(self._bundle)}, self._scratch)

    def start(
        self,
        function: Function,
        paths: Sequence[Path],
        event: dict[str, Any] | None,
        *,
        is_counted: bool,
        counts_write: bool,
    ) -> Cold:
        """Count it until its first answer, or until it is imported where there is no event; then look inside."""
        command, environment = self._command(paths, function.handler), self._environment(function.variables)
        called = [self._event(event)] if event is not None else [""]
        counted = until_write = 0.0
        if is_counted:
            with start_state.a_meeting(function.name):
                counted = cost_of([*command, *called], environment, self._scratch)
        if is_counted and counts_write:
            with start_state.a_meeting(function.name):
                until_write = cost_of([*command, *called], {**environment, "UNTIL_WRITE": "yes"}, self._scratch)
        report = self._scratch / "report.json"
        with start_state.a_meeting(function.name):
            run_once([*command, *called, str(report)], environment, self._scratch)
        told = json.loads(report.read_text())
        return Cold(counted, until_write, told["peak_kb"] / 1024, told["modules"], told.get("answer"))

    def _command(self, paths: Sequence[Path], handler: str) -> list[str]:
        return [str(INTERPRETER), "-S", "-s", str(START), str(self._port), ":".join(map(str, paths)), handler]

    def _event(self, event: dict[str, Any]) -> str:
        path = self._scratch / "event.json"
        path.write_text(json.dumps(event))
        return str(path)

    def _environment(self, variables: frozenset[str]) -> dict[str, str]:
        """As on AWS, where nothing can be written beside the code; the endpoint's authority stands in the system's."""
        given = {name: value for name, value in _VALUES.items() if name in variables}
        return {
            **given,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_CA_BUNDLE": str(self._bundle),
            "SSL_CERT_FILE": str(self._authority),
        }


@contextmanager
def launcher(bundle: Path) -> Iterator[Launcher]:
    """A launcher whose endpoint is trusted by whoever reads `bundle`, the layer's certificate file."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        authority = make_certificates(scratch)
        ours = scratch / "bundle.pem"
        ours.write_text(bundle.read_text() + authority.read_text())
        with endpoint(scratch) as port:
            yield Launcher(port, authority, ours, scratch)
