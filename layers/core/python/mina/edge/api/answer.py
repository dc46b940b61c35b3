"""What a route answers."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from mina.edge.http import SECURITY_HEADERS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with a JSON body (anything msgspec encodes), or, where `file` is set, the bytes of a file."""

    status: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    file: bytes | None = None

    def to_event(self) -> dict[str, Any]:
        """The answer as API Gateway (payload 2.0) takes it."""
        headers = {**SECURITY_HEADERS, **self.headers}
        if self.file is not None:
            return {
                "statusCode": self.status,
                "headers": headers,
                "body": base64.b64encode(self.file).decode(),
                "isBase64Encoded": True,
            }
        if self.status == 204:
            return {"statusCode": 204, "headers": headers, "body": ""}
        encoded = msgspec.json.encode(self.body).decode()
        return {"statusCode": self.status, "headers": {"content-type": "application/json", **headers}, "body": encoded}


def ok(body: object, etag: str | None = None) -> Answer:
    return Answer(200, body, {"etag": etag} if etag else {})


def created(body: object, etag: str | None = None) -> Answer:
    return Answer(201, body, {"etag": etag} if etag else {})


def utc(moment: datetime | None) -> datetime | None:
    """The same moment in UTC, in whole milliseconds: written as `…Z`."""
    if moment is None:
        return None
    in_utc = moment.astimezone(UTC)
    return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)
