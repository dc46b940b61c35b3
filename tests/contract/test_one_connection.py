"""All models share one client: making one costs a Lambda's cold start tens of milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from tests.dynamo import dynamo_stores

from mina.adapters import dynamodb
from mina.adapters.dynamodb.base import Item
from mina.ports.stores import Stores


@pytest.fixture
def stores() -> Iterator[Stores]:
    with dynamo_stores() as stores:
        yield stores


def test_whichever_item_is_used_first_all_use_one_client(stores: Stores) -> None:
    stores.connections.get("nobody")
    modules = [import_module(f"{dynamodb.__name__}.{module.name}") for module in iter_modules(dynamodb.__path__)]
    models = {kind for module in modules for kind in vars(module).values() if _is_item(kind)}

    assert len(models) > 30
    assert len({id(model._get_connection().connection.client) for model in models}) == 1


def _is_item(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Item)
