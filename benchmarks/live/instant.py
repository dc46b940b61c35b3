"""An instant DynamoDB: it accepts every write and knows one session, so that what is measured is our own work alone.

Everything up to the socket runs: PynamoDB, botocore's serialising, signing and parsing. `requests` and `write_units`
are counted from what goes over the wire; moto cannot count units, it calls every put one.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from moto.core import models as moto

KILOBYTE = 1024


class Meter:
    """Counts the requests of a botocore client by operation, and the write units of what they carry."""

    def __init__(self, client: Any) -> None:
        self.requests: Counter[str] = Counter()
        self.write_units = 0
        client.meta.events.register("before-call.dynamodb", self._count)

    def _count(self, model: Any, params: dict[str, Any], **_: Any) -> None:
        self.requests[model.name] += 1
        body = json.loads(params["body"])
        if model.name == "TransactWriteItems":
            self.write_units += sum(2 * units_of(_item_in(change)) for change in body["TransactItems"])
        elif model.name in ("PutItem", "UpdateItem", "DeleteItem"):
            self.write_units += units_of(_item_in({model.name: body}))


def units_of(item: dict[str, Any]) -> int:
    """Write units of one standard write: one for each started kilobyte."""
    return max(1, ceil(sum(len(name.encode()) + size_of(value) for name, value in item.items()) / KILOBYTE))


def size_of(value: dict[str, Any]) -> int:
    """Bytes of one attribute, after "Item sizes and formats" of the DynamoDB developer guide."""
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return len(content.lstrip("-").replace(".", "")) // 2 + 2
    if kind == "B":
        return len(base64.b64decode(content))
    if kind == "L":
        return 3 + sum(1 + size_of(one) for one in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + size_of(one) for name, one in content.items())
    return 1


def _item_in(change: dict[str, Any]) -> dict[str, Any]:
    """What a write carries. An update is counted by its new values, which is what our small items come to."""
    ((_, body),) = change.items()
    return {**body.get("Key", {}), **body.get("Item", {}), **body.get("ExpressionAttributeValues", {})}


@contextmanager
def instant(session_item: dict[str, Any]) -> Iterator[None]:
    """Inside of this every request is answered at once, and reads find `session_item`."""
    answers: dict[str, tuple[int, dict[str, str], str]] = {}
    nothing = _answer({})

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        if b"GetItem" not in request.headers.get("X-Amz-Target", b""):
            return nothing
        body = request.body.decode()
        wanted = body[body.find('"ProjectionExpression"') :]
        if wanted not in answers:
            answers[wanted] = _answer({"Item": _projected(session_item, json.loads(body))})
        return answers[wanted]

    vars(moto.botocore_stubber)["process_request"] = answer
    try:
        yield
    finally:
        del vars(moto.botocore_stubber)["process_request"]


def _projected(item: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    if "ProjectionExpression" not in request:
        return item
    names = {request["ExpressionAttributeNames"][place.strip()] for place in request["ProjectionExpression"].split(",")}
    return {name: value for name, value in item.items() if name in names}


def _answer(body: dict[str, Any]) -> tuple[int, dict[str, str], str]:
    """As DynamoDB sends it: with the checksum that botocore verifies."""
    text = json.dumps(body)
    headers = {"x-amz-crc32": str(zlib.crc32(text.encode())), "content-type": "application/x-amz-json-1.0"}
    return 200, headers, text
