"""All models share one client: making one costs a Lambda's cold start tens of milliseconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.dynamo import dynamo_stores

from mina.adapters.dynamodb import items, live_items
from mina.adapters.dynamodb.base import Item
from mina.ports.stores import Stores


@pytest.fixture
def stores() -> Iterator[Stores]:
    with dynamo_stores() as stores:
        yield stores


def test_whichever_item_is_used_first_all_use_one_client(stores: Stores) -> None:
    stores.connections.get("nobody")
    named = {**vars(items), **vars(live_items)}.values()
    models = [model for model in named if isinstance(model, type) and issubclass(model, Item)]

    assert len(models) > 10
    assert {id(model._get_connection().connection.client) for model in models} == {
        id(live_items.ConnectionItem._get_connection().connection.client)
    }
