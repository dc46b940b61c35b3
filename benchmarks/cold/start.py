"""What runs in the measured process: load a handler as Lambda does and, if told so, call it once.

`python start.py PORT FOLDER:FOLDER… MODULE.FUNCTION [EVENT] [REPORT]`: every host name leads to PORT on this machine,
so that everything else, endpoints and certificates included, is as on AWS. Nothing but the standard library.
"""

import importlib
import json
import os
import resource
import socket
import sys

_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")
_resolve = socket.getaddrinfo


def main(port: str, folders: str, handler: str, event: str = "", report: str = "") -> None:
    def lead_here(_host: object, _port: object, *_arguments: object, **_options: object) -> object:
        return _resolve("127.0.0.1", int(port), socket.AF_INET, socket.SOCK_STREAM)

    socket.getaddrinfo = lead_here  # type: ignore[assignment]
    sys.path[:0] = folders.split(":")
    module, _, function = handler.rpartition(".")
    call = getattr(importlib.import_module(module), function)
    told: dict[str, object] = {}
    if event:
        if os.environ.get("UNTIL_WRITE"):
            _end_with_the_first_write()
        with open(event) as file:  # noqa: PTH123  # pathlib is not loaded for this
            answer = call(json.load(file), None)
        told["answer"] = answer
    if report:
        told |= {"peak_kb": _peak_kb(), "modules": sorted(sys.modules)}
        with open(report, "w") as file:  # noqa: PTH123
            json.dump(told, file)


def _end_with_the_first_write() -> None:
    """End this process as soon as the table has answered a write. What this imports, every write needs."""
    from botocore.endpoint import Endpoint

    ask = Endpoint.make_request

    def ask_and_end(self, operation, request):  # type: ignore[no-untyped-def]  # names for types would be loaded
        answer = ask(self, operation, request)
        if operation.name in _WRITES:
            os._exit(0)
        return answer

    setattr(Endpoint, "make_request", ask_and_end)  # noqa: B010  # an assignment would be one of another type


def _peak_kb() -> int:
    """The most that this process has held. (What `getrusage` says on Linux begins with what its parent held.)"""
    try:
        with open("/proc/self/status") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
