"""The template's table in moto, in this process, and all stores on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")

import boto3
from local.places import ROOT
from local.template import read_template
from moto import mock_aws

from mina import bootstrap
from mina.adapters.dynamodb.base import Item
from mina.ports.stores import Stores

TABLE = "mina"


@contextmanager
def dynamo_stores() -> Iterator[Stores]:
    """Stores on a table of their own, which is gone afterwards."""
    with mock_aws():
        Item._connection = None
        bootstrap.stores.cache_clear()
        create_table()
        yield bootstrap.stores()
        Item._connection = None
        bootstrap.stores.cache_clear()


def create_table() -> None:
    properties = read_template(ROOT / "template.yaml")["Resources"]["Table"]["Properties"]
    wanted = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    boto3.client("dynamodb").create_table(TableName=TABLE, **{name: properties[name] for name in wanted})


def database_client() -> Any:
    """The botocore client that every store uses: its events are where faults are put in."""
    return Item._get_connection().connection.client


def all_items() -> list[dict[str, Any]]:
    """Every item of the table, as DynamoDB holds it. For looking, never for the product."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [item for page in pages for item in page["Items"]]
