"""What functions print stands in a file that can be followed, and does not fill the memory.

Stock opens a CloudWatch log stream for every single invocation and keeps them all: 100,000 frames are about 150 MB that
are saved and loaded again with every restart. AWS has a stream per execution environment and keeps it on a disk. Here
the newest streams of a group stay, and everything is written to `functions.log` beside the emulator's own log.
"""

import logging
import os
from logging.handlers import RotatingFileHandler
from typing import Any

from local.emulator.patching import attribute, replace, service

_KEPT_STREAMS = 100
_FILE_BYTES = 20_000_000


def apply() -> None:
    """Follows the stock emission."""
    log = logging.getLogger("mina.functions")
    log.propagate = False
    log.setLevel(logging.INFO)
    log.addHandler(RotatingFileHandler(os.environ["MINA_FUNCTION_LOG"], maxBytes=_FILE_BYTES, backupCount=1))
    attribute(service("services.cloudwatch_logs"), "_log_groups")

    def and_to_file(stock: Any) -> Any:
        def emit(function: dict[str, Any], request_id: str, text: str, *rest: Any, **options: Any) -> None:
            stock(function, request_id, text, *rest, **options)
            name = (function.get("config") or function).get("FunctionName", "unknown")
            if text:
                log.info("%s %s\n%s", name, request_id, text)
            _drop_old_streams(name)

        return emit

    replace(service("services.lambda_svc"), "_emit_lambda_logs", and_to_file)


def _drop_old_streams(function_name: str) -> None:
    groups = service("services.cloudwatch_logs")._log_groups
    group = groups.get(f"/aws/lambda/{function_name}")
    if group:
        for name in list(group["streams"])[:-_KEPT_STREAMS]:
            group["streams"].pop(name, None)
