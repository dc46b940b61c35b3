"""A function sees the standard library, its own code and its layers, and nothing else.

Stock runs the handlers with the emulator's interpreter, and thereby with every package that the emulator has installed:
a dependency that is missing from the layer is found locally and fails first on AWS. `-S` leaves `site-packages` out.
`PYTHONPATH` of the user's shell would leak in as well, so the runner starts the emulator without it.
"""

from typing import Any

from local.emulator.patching import attribute, service


class _IsolatingSubprocess:
    """ministack's view of `subprocess`, in which a Python worker is started with `-S`."""

    def __init__(self, subprocess: Any) -> None:
        self._subprocess = subprocess

    def __getattr__(self, name: str) -> Any:
        return getattr(self._subprocess, name)

    def Popen(self, command: list[str], **options: Any) -> Any:  # noqa: N802 - the name of what it stands in for
        interpreter, script, *rest = command
        isolated = [interpreter, "-S", script, *rest] if script.endswith("_worker.py") else command
        return self._subprocess.Popen(isolated, **options)


def apply() -> None:
    """Hands the worker pool a `subprocess` that isolates Python workers."""
    runtime = service("core.lambda_runtime")
    attribute(attribute(runtime, "Worker"), "_spawn")
    runtime.subprocess = _IsolatingSubprocess(attribute(runtime, "subprocess"))
