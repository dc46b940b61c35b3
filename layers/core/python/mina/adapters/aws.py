"""Clients for the other AWS services, all of the one botocore session that PynamoDB uses."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.config import Config

from mina.adapters.dynamodb.base import connection
from mina.settings import settings

QUICK = Config(connect_timeout=2, read_timeout=5, retries={"max_attempts": 3, "mode": "standard"})


@cache
def client(service: str, endpoint_url: str | None = None) -> Any:
    """A botocore client. Making each from a session of its own would load the endpoint data anew every time."""
    session = connection().session
    return session.create_client(
        service, region_name=settings.region, endpoint_url=endpoint_url or settings.local_endpoint, config=QUICK
    )
