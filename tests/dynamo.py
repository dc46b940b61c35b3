"""The template's table in moto, in this process, and all stores on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from local.places import ROOT
from local.template import table_of
from moto import mock_aws

from mina import bootstrap
from mina.adapters.dynamodb.base import Item
from mina.ports.stores import Stores

TABLE = "mina"


@contextmanager
def dynamo_stores() -> Iterator[Stores]:
    """Stores on a table of their own, which is gone afterwards."""
    with mock_aws():
        forget_connection()
        create_table()
        yield bootstrap.stores()
        forget_connection()


def forget_connection() -> None:
    """Let the stores begin with a connection of their own, shared by all models as in a Lambda's life."""
    Item._connection = None
    bootstrap.stores.cache_clear()


def create_table() -> None:
    boto3.client("dynamodb").create_table(TableName=TABLE, **table_of(ROOT / "template.yaml"))


def database_client() -> Any:
    """The botocore client that every store uses: its events are where faults are put in."""
    return Item._get_connection().connection.client


def all_items() -> list[dict[str, Any]]:
    """Every item of the table, as DynamoDB holds it. For looking, never for the product."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [item for page in pages for item in page["Items"]]
