"""Pushing frames through API Gateway's management API."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mina.ports.broadcaster import Frame

MAX_PUSH_BYTES = 128 * 1024
PARALLEL_PUSHES = 8
GONE = frozenset({"GoneException", "410", "ForbiddenException", "403"})


class ApiGatewayBroadcaster:
    """`on_lost` is told the type of every push that failed, but for those to connections that are gone."""

    def __init__(self, endpoint_url: str, on_lost: Callable[[str], None]) -> None:
        self._endpoint_url = endpoint_url
        self._on_lost = on_lost

    def push(self, connection_ids: Iterable[str], frame: Frame) -> frozenset[str]:
        data = msgspec.json.encode(frame)
        targets = list(connection_ids)
        if not targets or len(data) > MAX_PUSH_BYTES:
            return frozenset()
        if len(targets) == 1:
            alive = [self._post(targets[0], data)]
        else:
            with ThreadPoolExecutor(min(PARALLEL_PUSHES, len(targets))) as pool:
                alive = list(pool.map(lambda target: self._post(target, data), targets))
        return frozenset(target for target, is_alive in zip(targets, alive, strict=True) if not is_alive)

    def last_active(self, connection_id: str) -> datetime | None:
        try:
            answer = self._client.get_connection(ConnectionId=connection_id)
        except (ClientError, BotoCoreError):
            return None
        moment = answer.get("LastActiveAt") or answer.get("ConnectedAt")
        return moment.astimezone(UTC) if isinstance(moment, datetime) else None

    @property
    def _client(self):  # type: ignore[no-untyped-def]  # botocore builds it at run time
        return client("apigatewaymanagementapi", self._endpoint_url)

    def _post(self, connection_id: str, data: bytes) -> bool:
        """False where the connection is gone for good; a throttled or failed push is only lost."""
        try:
            self._client.post_to_connection(ConnectionId=connection_id, Data=data)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in GONE:
                return False
            self._on_lost(code)
        except BotoCoreError as error:
            self._on_lost(type(error).__name__)
        return True
