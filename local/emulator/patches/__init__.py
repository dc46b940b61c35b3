"""The patches, one file each: the docstring says why, `apply()` does it, a contract test proves it is still needed."""

import importlib

PATCHES = (
    "worker_errors",
    "worker_search_path",
    "worker_isolation",
    "worker_log_wait",
    "layer_cache",
    "function_logs",
    "websocket_routes",
    "websocket_concurrency",
    "websocket_limits",
    "http_api_openapi",
    "http_api_errors",
    "start_execution",
    "redrive_execution",
    "types_without_effect",
    "stream_positions",
    "journaled_dynamodb",
    "saved_state",
    "origin_guard",
)


def apply_all(without: frozenset[str] = frozenset()) -> None:
    """Applies every patch but those named in `without` (which the contract tests use to see stock behaviour).

    Raises:
        PatchPointGoneError: ministack has changed under a patch.
        ValueError: `without` names a patch that does not exist.
    """
    if unknown := without.difference(PATCHES):
        raise ValueError(f"no such patch: {', '.join(sorted(unknown))}")
    for name in PATCHES:
        if name not in without:
            importlib.import_module(f"{__name__}.{name}").apply()
