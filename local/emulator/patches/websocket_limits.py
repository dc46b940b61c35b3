"""A socket's limits are those of API Gateway.

Stock takes frames and pushes of any size. API Gateway closes a socket that sends a frame over 32 KB with code 1009,
and refuses a PostToConnection over 128 KB with 413.
Source: "Amazon API Gateway quotas and important notes", WebSocket API.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator.patching import replace, service

FRAME_LIMIT_BYTES = 32 * 1024
PUSH_LIMIT_BYTES = 128 * 1024
_MESSAGE_TOO_BIG = 1009


def apply() -> None:
    """Wraps the socket's two ends."""
    gateway = service("services.apigateway")
    replace(gateway, "handle_websocket", _with_frame_limit)
    replace(gateway, "handle_connections_api", _with_push_limit)


def _with_frame_limit(stock: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def handle(scope: Any, receive: Any, send: Any, *arguments: Any, **options: Any) -> None:
        closed = False

        async def limited_receive() -> dict[str, Any]:
            nonlocal closed
            message: dict[str, Any] = await receive()
            if message.get("type") != "websocket.receive" or _size(message) <= FRAME_LIMIT_BYTES:
                return message
            closed = True
            await send({"type": "websocket.close", "code": _MESSAGE_TOO_BIG, "reason": "Message too long"})
            return {"type": "websocket.disconnect", "code": _MESSAGE_TOO_BIG, "reason": "Message too long"}

        async def open_send(event: dict[str, Any]) -> None:
            if not closed:
                await send(event)

        await stock(scope, limited_receive, open_send, *arguments, **options)

    return handle


def _size(message: dict[str, Any]) -> int:
    text = message.get("text")
    return len(text.encode()) if text is not None else len(message.get("bytes") or b"")


def _with_push_limit(stock: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def handle(method: str, api_id: str, stage: str, connection_id: str, body: bytes, headers: Any) -> Any:
        if method == "POST" and len(body or b"") > PUSH_LIMIT_BYTES:
            answer = {"message": "Message too long", "connectionId": connection_id}
            kind = {"Content-Type": "application/json", "x-amzn-ErrorType": "PayloadTooLargeException"}
            return 413, kind, json.dumps(answer).encode()
        return await stock(method, api_id, stage, connection_id, body, headers)

    return handle
