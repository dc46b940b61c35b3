"""Frames of one socket are worked on at the same time.

Stock awaits each frame's function before it reads the next frame, so one socket's frames can never overtake one
another. On AWS they run concurrently and in no promised order; code that is right here only because of the emulator's
queue fails there. `MINA_FRAMES_AT_ONCE` (default 2) bounds the frames of one socket at work, because each needs a
worker process of about 60 MB; 1 restores the queue.
"""

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator.patching import attribute, replace, service

_log = logging.getLogger("local.websocket")
_background: set[asyncio.Task[None]] = set()


def apply() -> None:
    """Lets MESSAGE events go their way, and puts their answers in the socket's outbox."""
    gateway = service("services.apigateway")
    connections = attribute(gateway, "_ws_connections")
    at_once = int(os.environ.get("MINA_FRAMES_AT_ONCE", "2"))

    def concurrently(stock: Callable[..., Awaitable[dict[str, Any] | None]]) -> Any:
        async def invoke(*arguments: Any, **options: Any) -> dict[str, Any] | None:
            connection = connections.get(arguments[5])
            if arguments[6] != "MESSAGE" or connection is None or at_once < 2:
                return await stock(*arguments, **options)
            slots = connection.setdefault("slots", asyncio.Semaphore(at_once))
            await slots.acquire()
            task = asyncio.create_task(_run(stock(*arguments, **options), connection, slots))
            _background.add(task)
            task.add_done_callback(_background.discard)
            return None

        return invoke

    replace(gateway, "_invoke_ws_lambda", concurrently)


async def _run(
    invocation: Awaitable[dict[str, Any] | None], connection: dict[str, Any], slots: asyncio.Semaphore
) -> None:
    try:
        body = (await invocation or {}).get("body")
        if body:
            await connection["outbox"].put(json.dumps(body) if isinstance(body, dict | list) else str(body))
    except Exception:
        _log.exception("A WebSocket frame failed inside the emulator")
    finally:
        slots.release()
