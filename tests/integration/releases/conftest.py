"""A table as the release before wrote it: what `642de90` stored, of people and words that were made up for it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from tests.integration.api.house import House

DUMP = Path(__file__).parent / "642de90.json"


@dataclass(frozen=True)
class OldHouse:
    """The house with that table in it; `about` names what is there."""

    house: House
    about: dict[str, str]


@pytest.fixture
def old() -> Iterator[OldHouse]:
    kept = json.loads(DUMP.read_text())
    with mock_aws():
        house = House.build()
        house.clock.time = datetime.fromisoformat(kept["about"]["written_at"]) + timedelta(hours=1)
        put_all(kept["items"])
        yield OldHouse(house, kept["about"])
        house.tear_down()


def put_all(items: list[dict[str, Any]]) -> None:
    client = boto3.client("dynamodb")
    puts: list[Any] = [
        {"PutRequest": {"Item": {name: _typed(value) for name, value in item.items()}}} for item in items
    ]
    for i in range(0, len(puts), 25):
        client.batch_write_item(RequestItems={"mina": puts[i : i + 25]})


def _typed(value: dict[str, Any]) -> dict[str, Any]:
    """Binaries stand in JSON as base64."""
    kind, held = next(iter(value.items()))
    if kind == "B":
        return {"B": base64.b64decode(held)}
    if kind == "L":
        return {"L": [_typed(one) for one in held]}
    if kind == "M":
        return {"M": {name: _typed(one) for name, one in held.items()}}
    return {kind: held}
