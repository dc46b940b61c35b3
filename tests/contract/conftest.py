"""Each contract test runs twice: on the stores in memory that unit tests use, and on the real ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.dynamo import dynamo_stores
from tests.fakes.memory import Memory, stores_of

from mina.ports.stores import Stores


@pytest.fixture(params=["memory", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    if request.param == "memory":
        yield stores_of(Memory())
    else:
        with dynamo_stores() as stores:
            yield stores
